/**
 * How often a signal changes its sign: two analyzers that must always agree, one plain and one built for speed. May know the
 * analyzer interface and ecg.
 */
package io.ecganalyzer.analysis.crossings;
