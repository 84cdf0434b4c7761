package io.ecganalyzer.analysis.summary;

import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Lead;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Describes each lead by its range, mean, standard deviation and still stretches. */
public final class SignalSummaryAnalyzer implements Analyzer {
    private static final AnalyzerInfo INFO = new AnalyzerInfo(
            "signal_summary",
            "1.0.0",
            "Signal summary",
            "Minimum, maximum, mean and standard deviation (of the population) of each lead, and where it is flat (one value for"
                    + " a second, or for 250 samples without a sampling rate) or saturated (at its minimum or maximum for 12 ms"
                    + " and at least 4 samples, with more samples there than just beside it). In units as submitted, and in seconds and mV where rate and gain are known.",
            Set.of(),
            List.of(),
            List.of(),
            SignalSummary.class);

    @Override
    public AnalyzerInfo info() {
        return INFO;
    }

    @Override
    public SignalSummary analyze(AnalysisInput input) {
        OptionalDouble rate = input.ecg().samplingRateHz();
        StillFinder stills = new StillFinder(rate);
        return new SignalSummary(input.ecg().leads().stream()
                .map(lead -> summary(lead, rate, stills))
                .toList());
    }

    private static SignalSummary.OfLead summary(Lead lead, OptionalDouble samplingRateHz, StillFinder stills) {
        Moments moments = Moments.of(lead);
        StillFinder.Found found = stills.find(lead);
        Optional<Calibration> calibration = lead.calibration();
        return new SignalSummary.OfLead(
                lead.name(),
                lead.length(),
                samplingRateHz.isPresent() ? (Double) (lead.length() / samplingRateHz.getAsDouble()) : null,
                moments.minimum(),
                moments.maximum(),
                moments.mean(),
                moments.standardDeviation(),
                calibration.map(known -> known.millivolts(moments.minimum())).orElse(null),
                calibration.map(known -> known.millivolts(moments.maximum())).orElse(null),
                calibration
                        .map(known -> (moments.mean() - known.baseline()) / known.gain())
                        .orElse(null),
                calibration
                        .map(known -> moments.standardDeviation() / known.gain())
                        .orElse(null),
                found.flat(),
                found.saturated());
    }
}
