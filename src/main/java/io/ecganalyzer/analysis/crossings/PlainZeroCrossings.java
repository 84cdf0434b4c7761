package io.ecganalyzer.analysis.crossings;

import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import java.util.List;
import java.util.Set;

/** Counts sign changes as one would say it; the reference for {@link FastZeroCrossings}. */
public final class PlainZeroCrossings implements Analyzer {
    private static final AnalyzerInfo INFO = new AnalyzerInfo(
            "zero_crossings",
            "1.0.0",
            "Zero crossings",
            "Counts how often the signal of each lead changes its sign, sample by sample.",
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
        return ZeroCrossings.of(input.ecg().leads().stream()
                .map(lead -> ZeroCrossings.OfLead.counted(lead, policy, PlainZeroCrossings::count))
                .toList());
    }

    static int count(int[] samples, Policy policy) {
        return policy == Policy.ADJACENT ? countAdjacent(samples) : countWithoutZeros(samples);
    }

    private static int countAdjacent(int[] samples) {
        int count = 0;
        for (int i = 1; i < samples.length; i++) {
            if ((samples[i - 1] < 0 && samples[i] > 0) || (samples[i - 1] > 0 && samples[i] < 0)) {
                count++;
            }
        }
        return count;
    }

    private static int countWithoutZeros(int[] samples) {
        int count = 0;
        int sign = 0;
        for (int sample : samples) {
            if (sample != 0) {
                if (Integer.signum(sample) == -sign) {
                    count++;
                }
                sign = Integer.signum(sample);
            }
        }
        return count;
    }
}
