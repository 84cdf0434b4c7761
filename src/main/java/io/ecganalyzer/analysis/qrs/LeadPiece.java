package io.ecganalyzer.analysis.qrs;

/** One lead in one segment: its candidates and what the models make of them. */
final class LeadPiece {
    private final LeadSignal signal;
    private final Candidates candidates;
    private final Features features;

    LeadPiece(LeadSignal signal) {
        this.signal = signal;
        this.candidates = Candidates.of(signal.envelope());
        this.features = new Features(signal, candidates);
    }

    LeadSignal signal() {
        return signal;
    }

    Candidates candidates() {
        return candidates;
    }

    /** Features on the ground of the thresholds' beats. */
    float[] firstRows() {
        return features.of(FirstPass.beats(candidates), new float[candidates.count()]);
    }

    /** Features on the ground of what a model said of those. */
    float[] nextRows(float[] logOdds) {
        return features.of(SequenceChooser.choose(candidates.place(), logOdds, 0), logOdds);
    }

    /** The log-odds of every candidate. */
    static float[] logOdds(BoostedTrees model, float[] rows) {
        float[] logOdds = new float[rows.length / Features.COUNT];
        for (int c = 0; c < logOdds.length; c++) {
            logOdds[c] = model.logOdds(rows, c * Features.COUNT);
        }
        return logOdds;
    }

    /** What both models say together: each is right where the other is not, so that the mean errs least. */
    static float[] mean(float[] first, float[] second) {
        float[] mean = new float[first.length];
        for (int c = 0; c < mean.length; c++) {
            mean[c] = 0.5f * (first[c] + second[c]);
        }
        return mean;
    }
}
