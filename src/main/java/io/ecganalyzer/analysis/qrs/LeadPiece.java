package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.dsp.SlidingMaximum;

/** One lead in one segment: its candidates and what the model makes of them. */
final class LeadPiece {
    private final LeadSignal signal;
    private final Candidates candidates;
    private final Features features;

    LeadPiece(LeadSignal signal) {
        this.signal = signal;
        float[] highest = SlidingMaximum.of(signal.envelope(), Candidates.REACH);
        this.candidates = Candidates.of(signal.envelope(), highest);
        this.features = new Features(signal, candidates, highest);
    }

    LeadSignal signal() {
        return signal;
    }

    Candidates candidates() {
        return candidates;
    }

    Features features() {
        return features;
    }

    /** The features of every candidate, row after row, on the ground of the beats that thresholds find. */
    float[] rows() {
        return features.of(FirstPass.beats(candidates));
    }
}
