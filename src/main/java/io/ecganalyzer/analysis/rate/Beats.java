package io.ecganalyzer.analysis.rate;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.ecg.BeatSeries;

/** The beats that an analyzer before this one found. */
public final class Beats {
    /** The analyzer that finds beats. */
    public static final String ANALYZER = "qrs";

    private Beats() {}

    /**
     * What {@link #ANALYZER} found.
     *
     * @throws AnalysisException where it found nothing or did not run
     */
    public static BeatSeries of(AnalysisInput input) throws AnalysisException {
        if (input.earlier().get(ANALYZER) instanceof BeatSeries beats) {
            return beats;
        }
        throw new AnalysisException("needs the beats of analyzer " + ANALYZER + ", which has no result for this ECG");
    }
}
