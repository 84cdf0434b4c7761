package io.ecganalyzer.bench.cluster;

import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.Measured;
import io.ecganalyzer.analysis.Parameter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Set;

/**
 * Uses as much processor time as it is told, by the clock of its thread and not of the wall: a node that may use a quarter of a
 * processor takes four times as long. Only the nodes of the bench have it on their class path as a service.
 */
public final class KnownCost implements Analyzer {
    static final String NAME = "known_cost";
    static final String MILLIS = "cpu_ms";

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int STEPS = 20_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final AnalyzerInfo INFO = new AnalyzerInfo(
            NAME,
            "1.0.0",
            "Known cost",
            "Uses processor time and measures nothing.",
            Set.of(),
            List.of(),
            List.of(Parameter.number(MILLIS, "Processor time in ms.", 40, 0, 60_000)),
            Cost.class);

    /** What it used. */
    public record Cost(
            @Measured(value = "processor time", unit = "ms") double spentMs) {}

    @Override
    public AnalyzerInfo info() {
        return INFO;
    }

    @Override
    public Cost analyze(AnalysisInput input) {
        double wanted = ((Number) input.parameters().get(MILLIS)).doubleValue() * NANOS_PER_MILLI;
        long begun = THREADS.getCurrentThreadCpuTime();
        long spent = 0;
        double value = input.ecg().leads().size();
        while (spent < wanted && !Thread.currentThread().isInterrupted()) {
            for (int i = 0; i < STEPS; i++) {
                value = Math.fma(value, 0.999, i);
            }
            spent = THREADS.getCurrentThreadCpuTime() - begun;
        }
        // The value is used, so that no compiler leaves the loop out.
        return new Cost(value == -1 ? -1 : spent / NANOS_PER_MILLI);
    }
}
