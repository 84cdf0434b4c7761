/**
 * The commands of the command line, one class each, and what they share: tables, progress, a client of the service. May know all
 * rooms; none knows it but the root.
 */
package io.ecganalyzer.cli;
