/**
 * How far each lead can be trusted, ten seconds at a time. May know the analyzer interface, dsp and ecg; of the beats only what the
 * domain says.
 */
package io.ecganalyzer.analysis.quality;
