/**
 * What follows from the times of the beats: RR intervals, which of them are from normal beat to normal beat, and the heart rate. May
 * know the analyzer interface, dsp and ecg; finds no beats itself.
 */
package io.ecganalyzer.analysis.rate;
