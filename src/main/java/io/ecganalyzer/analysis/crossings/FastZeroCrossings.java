package io.ecganalyzer.analysis.crossings;

import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import java.util.List;
import java.util.Set;

/** Counts sign changes several samples at a time; always the same counts as {@link PlainZeroCrossings}. */
public final class FastZeroCrossings implements Analyzer {
    private static final AnalyzerInfo INFO = new AnalyzerInfo(
            "zero_crossings_fast",
            "1.0.0",
            "Zero crossings, fast",
            "The same counts as zero_crossings, several samples at a time in the processor's vector registers.",
            Set.of(),
            List.of(),
            List.of(Policy.PARAMETER),
            ZeroCrossings.class);

    @Override
    public AnalyzerInfo info() {
        return INFO;
    }

    @Override
    public ZeroCrossings analyze(AnalysisInput input) {
        Policy policy = Policy.in(input.parameters());
        SignChanges signChanges = new SignChanges();
        return ZeroCrossings.of(input.ecg().leads().stream()
                .map(lead -> ZeroCrossings.OfLead.counted(lead, policy, signChanges::count))
                .toList());
    }
}
