/**
 * What can be said of any signal before its meaning is known: its range, its mean, and where it stands still. May know the
 * analyzer interface and ecg.
 */
package io.ecganalyzer.analysis.summary;
