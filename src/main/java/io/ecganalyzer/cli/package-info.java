/**
 * The commands of the command line, one class each. May know every room; no room may know it.
 */
package io.ecganalyzer.cli;
