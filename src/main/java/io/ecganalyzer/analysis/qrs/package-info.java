/**
 * Detection of QRS complexes: the signal at 200 Hz, candidates, what a learned model makes of them, the choice of the
 * sequence, the fusion of leads, and ventricular flutter. Pure Java over primitive arrays; may know analysis, ecg and dsp.
 */
package io.ecganalyzer.analysis.qrs;
