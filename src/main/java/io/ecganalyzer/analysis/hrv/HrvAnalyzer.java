package io.ecganalyzer.analysis.hrv;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.Need;
import io.ecganalyzer.analysis.rate.Beats;
import io.ecganalyzer.analysis.rate.EctopicRule;
import io.ecganalyzer.analysis.rate.RrIntervals;
import java.util.List;
import java.util.Set;

/** Measures heart rate variability on the beats of analyzer {@code qrs}. */
public final class HrvAnalyzer implements Analyzer {
    private static final AnalyzerInfo INFO = new AnalyzerInfo(
            "hrv",
            "1.0.1",
            "Heart rate variability",
            "Time domain, frequency domain and nonlinear measures of the NN intervals by the definitions of the Task Force (1996), each"
                    + " with the length it needs; Poincaré plot (Brennan 2001), sample entropy (Richman and Moorman 2000) and"
                    + " detrended fluctuation analysis (Peng 1995).",
            Set.of(Need.SAMPLING_RATE),
            List.of(Beats.ANALYZER),
            List.of(EctopicRule.PARAMETER),
            Hrv.class);

    @Override
    public AnalyzerInfo info() {
        return INFO;
    }

    @Override
    public Hrv analyze(AnalysisInput input) throws AnalysisException {
        RrIntervals rr =
                RrIntervals.of(Beats.of(input), input.ecg().samplingRateHz().orElseThrow());
        RrIntervals nn = EctopicRule.in(input.parameters()).normal(rr);
        if (nn.count() < 2) {
            throw new AnalysisException("fewer than two NN intervals");
        }
        return new HrvMeasurement(nn).measure(rr.count() - nn.count());
    }
}
