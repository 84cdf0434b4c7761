package io.ecganalyzer.worker;

import io.ecganalyzer.bus.AnalysisOutcome;
import io.ecganalyzer.store.StoredAnalysis;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What is counted of jobs. Each meter is kept: to find one in the registry costs as much as a small analysis. */
final class JobMeters {
    private final MeterRegistry registry;
    private final Map<AnalysisOutcome.Kind, Counter> handled = new ConcurrentHashMap<>();
    private final Map<String, Timer> analyses = new ConcurrentHashMap<>();
    private final Map<String, Counter> segments = new ConcurrentHashMap<>();

    JobMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void handled(AnalysisOutcome.Kind outcome) {
        handled.computeIfAbsent(outcome, kind -> registry.counter("ecg.jobs.handled", "outcome", nameOf(kind)))
                .increment();
    }

    void analyzed(StoredAnalysis analysis) {
        analyses.computeIfAbsent(analysis.analyzer(), name -> registry.timer("ecg.analysis", "analyzer", name))
                .record(analysis.durationNanos(), TimeUnit.NANOSECONDS);
    }

    /** @param by who worked on a segment */
    void segment(String by) {
        segments.computeIfAbsent(by, who -> registry.counter("ecg.segments", "by", who))
                .increment();
    }

    private static String nameOf(AnalysisOutcome.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
