package io.ecganalyzer.analysis.rate;

/** What an RR interval is taken for; only {@link #NORMAL} ones are NN intervals. */
public enum RrKind {
    NORMAL,
    /** Of a premature beat, or the pause after it. */
    ECTOPIC,
    /** As long as two: a beat between is missing. */
    MISSED,
    /** Together with the next as long as one: the beat between is none. */
    EXTRA,
    /** Longer than its surroundings allow. */
    LONG,
    /** Shorter than its surroundings allow. */
    SHORT
}
