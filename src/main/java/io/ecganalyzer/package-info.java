/** The command line. May know every room; no room may know it. */
package io.ecganalyzer;
