/**
 * Heart rate variability: measures of the time domain, of the frequency domain and nonlinear ones, of the NN intervals. May know the
 * analyzer interface, rate, dsp and ecg.
 *
 * <p>"Task Force" is: Task Force of the European Society of Cardiology and the North American Society of Pacing and
 * Electrophysiology. Heart rate variability: standards of measurement, physiological interpretation and clinical use. Circulation
 * 93:1043-1065, 1996.
 */
package io.ecganalyzer.analysis.hrv;
