package io.ecganalyzer.analysis;

/** What an analyzer must know of an ECG beyond its samples. */
public enum Need {
    /** The sampling rate in Hz. */
    SAMPLING_RATE,
    /** The gain of every lead, in units per mV. */
    GAIN
}
