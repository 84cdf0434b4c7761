package io.ecganalyzer.analysis.quality;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.Need;
import io.ecganalyzer.ecg.Beat;
import io.ecganalyzer.ecg.BeatSeries;
import io.ecganalyzer.ecg.Stretch;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Tells how far each lead can be trusted, ten seconds at a time. */
public final class SignalQualityAnalyzer implements Analyzer {
    private static final double MIN_SAMPLING_RATE_HZ = 100;

    private static final AnalyzerInfo INFO = new AnalyzerInfo(
            "signal_quality",
            "1.3.0",
            "Signal quality",
            "Usable, doubtful or unusable for each lead and 10 s, with the reasons: flat, saturated or off, baseline wander, motion, mains"
                    + " hum, muscle noise, spectrum, and disagreement of a simple detector with qrs. At 100 Hz and above. Indices of Li,"
                    + " Mark and Clifford (2008), bounds set on the noise of the MIT-BIH Noise Stress Test Database.",
            Set.of(Need.SAMPLING_RATE),
            List.of("qrs"),
            List.of(),
            SignalQuality.class);

    @Override
    public AnalyzerInfo info() {
        return INFO;
    }

    @Override
    public SignalQuality analyze(AnalysisInput input) throws AnalysisException {
        double rate = input.ecg().samplingRateHz().orElseThrow();
        if (rate < MIN_SAMPLING_RATE_HZ) {
            throw new AnalysisException("signal quality needs at least 100 Hz, the sampling rate is " + rate + " Hz");
        }
        int[] beats = null;
        List<Stretch> flutter = List.of();
        if (input.earlier().get("qrs") instanceof BeatSeries series) {
            beats = series.beats().stream().mapToInt(Beat::sampleIndex).toArray();
            flutter = series.unreadable().stream()
                    .filter(stretch -> stretch.reason().equals("flutter"))
                    .toList();
        }
        if (input.ecg().leads().stream().allMatch(lead -> LeadQuality.isTooShort(lead, rate))) {
            throw new AnalysisException("signal quality needs a lead of at least 2 s");
        }
        List<SignalQuality.OfLead> leads = new LeadQuality(rate, input.ecg().leads()).measure(beats, flutter);
        SignalQuality.OfLead best = leads.stream().min(BEST_FIRST).orElseThrow();
        return new SignalQuality(best.verdict(), best.name(), leads);
    }

    /** Of leads that are as usable, that with the least noise; of those too, the first. */
    private static final Comparator<SignalQuality.OfLead> BEST_FIRST = Comparator.comparingDouble(
                    (SignalQuality.OfLead lead) -> -(lead.usable() + lead.doubtful() / 2))
            .thenComparingDouble(lead -> lead.windows().stream()
                    .mapToDouble(SignalQuality.Window::muscleNoise)
                    .average()
                    .orElse(Double.POSITIVE_INFINITY));
}
