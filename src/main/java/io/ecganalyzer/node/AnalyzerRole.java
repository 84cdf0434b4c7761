package io.ecganalyzer.node;

import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.ResultForgotten;
import io.ecganalyzer.bus.Subscription;
import io.ecganalyzer.config.Config;
import io.ecganalyzer.worker.AnalysisPool;
import io.ecganalyzer.worker.AnalysisSettings;
import io.ecganalyzer.worker.AnalysisVerticle;
import io.ecganalyzer.worker.AnalyzerRunner;
import io.ecganalyzer.worker.SegmentVerticle;
import io.ecganalyzer.worker.TimeLimits;
import io.ecganalyzer.worker.sandbox.Sandbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The role that runs analyzers: the pool of threads and the verticles that feed it. */
final class AnalyzerRole {

    private final Config config;
    private final InnerLoops loops;
    private final Stores stores;
    private final Bus bus;
    private final AnalyzerRegistry analyzers;
    private final MeterRegistry meters;
    private final IntFunction<Duration> retryDelay;

    /** @param retryDelay the wait after the given attempt, 1 for the first */
    AnalyzerRole(
            Config config,
            InnerLoops loops,
            Stores stores,
            Bus bus,
            AnalyzerRegistry analyzers,
            MeterRegistry meters,
            IntFunction<Duration> retryDelay) {
        this.config = config;
        this.loops = loops;
        this.stores = stores;
        this.bus = bus;
        this.analyzers = analyzers;
        this.meters = meters;
        this.retryDelay = retryDelay;
    }

    void start(Shutdown shutdown) {
        Config.Jobs jobs = config.jobs();
        TimeLimits limits =
                new TimeLimits(jobs.analyzerTimeout(), config.analyzers().timeLimits());
        AnalysisSettings settings = new AnalysisSettings(jobs.lease(), limits, jobs.maxAttempts(), retryDelay)
                .withSegmentsAbove(jobs.segmentSamples());
        AnalysisPool pool = new AnalysisPool(config.instances().analyzer(), meters);
        shutdown.addBlocking("analyzers' threads", Duration.ofSeconds(1), pool);
        // What a worker has put into the cache about an ECG that was deleted meanwhile is taken out again.
        Subscription forgotten = bus.consume(
                ResultForgotten.class, message -> stores.results().forget(message.userId(), message.ecgId()));
        shutdown.add("news of deletions", Duration.ofMillis(500), forgotten::close);
        AnalyzerRunner runner = runner(shutdown);
        // What is not done by then is somebody else's when its lease has run out.
        loops.start(
                "the analyzers",
                () -> new AnalysisVerticle(stores.jobs(), stores.results(), bus, runner, pool, settings, meters),
                config.instances().analyzer(),
                Duration.ofSeconds(4),
                shutdown);
        loops.start(
                "the analyzers of segments",
                () -> new SegmentVerticle(stores.jobs(), bus, runner, pool, limits),
                config.instances().analyzer(),
                Duration.ofSeconds(1),
                shutdown);
    }

    private AnalyzerRunner runner(Shutdown shutdown) {
        Set<String> isolated = switch (config.analyzers().isolation()) {
            case NONE -> Set.of();
            case PLUGINS -> analyzers.plugins();
            case ALL -> analyzers.infos().stream().map(AnalyzerInfo::name).collect(Collectors.toSet());
        };
        if (isolated.isEmpty()) {
            return AnalyzerRunner.here(analyzers);
        }
        Sandbox sandbox = new Sandbox(config.analyzers().memory().bytes(), meters);
        shutdown.addBlocking("analyzers' processes", Duration.ofMillis(500), sandbox);
        return AnalyzerRunner.isolating(analyzers, isolated, sandbox);
    }
}
