package io.ecganalyzer.worker;

import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.SegmentOutcome;
import io.ecganalyzer.bus.SegmentRequest;
import io.ecganalyzer.bus.Subscription;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.Lease;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Base64;

/** Looks at segments for the workers of all nodes that hold the job of a long ECG; see {@link SegmentedRun}. */
public final class SegmentVerticle extends VerticleBase {
    /** In hand at once, most of them while their signal is loaded. */
    private static final int MOST_IN_HAND = SegmentedRun.ASKERS;

    /** A signal of another node's job is in memory for so long after its last segment. */
    private static final Duration SIGNAL_KEPT = Duration.ofSeconds(20);

    private final JobStore jobs;
    private final Bus bus;
    private final AnalyzerRunner analyzers;
    private final AnalysisPool pool;
    private final TimeLimits limits;
    private Subscription subscription;
    private long forgetting;
    private int inHand;

    public SegmentVerticle(JobStore jobs, Bus bus, AnalyzerRunner analyzers, AnalysisPool pool, TimeLimits limits) {
        this.jobs = jobs;
        this.bus = bus;
        this.analyzers = analyzers;
        this.pool = pool;
        this.limits = limits;
    }

    @Override
    public Future<?> start() {
        subscription = bus.answer(SegmentRequest.class, this::take);
        forgetting = vertx.setPeriodic(
                SIGNAL_KEPT.toMillis() / 4, any -> analyzers.signals().forgetUnused(SIGNAL_KEPT));
        return subscription.ready();
    }

    /** What is in hand is left: who asked does it again. */
    @Override
    public Future<?> stop() {
        vertx.cancelTimer(forgetting);
        return subscription.close();
    }

    private Future<SegmentOutcome> take(SegmentRequest request) {
        if (inHand >= MOST_IN_HAND || !pool.hasRoom()) {
            return Future.succeededFuture(SegmentOutcome.of(SegmentOutcome.Kind.BUSY));
        }
        inHand++;
        return analyzers
                .signals()
                .of(new Lease(request.ecgKey(), request.leaseToken()), jobs)
                .compose(signal -> signal.map(held -> look(request, held)).orElseGet(SegmentVerticle::refused))
                .onComplete(any -> inHand--);
    }

    private Future<SegmentOutcome> look(SegmentRequest request, OpenSignals.Signal signal) {
        AnalysisPool.Work<SegmentOutcome> work = step -> {
            signal.ecg(); // Reading the signal is a step of its own.
            step.accept(request.analyzer());
            return analyzers
                    .runSegment(request, signal)
                    .map(partial -> new SegmentOutcome(
                            SegmentOutcome.Kind.DONE, Base64.getEncoder().encodeToString(partial)))
                    .orElseGet(() -> SegmentOutcome.of(SegmentOutcome.Kind.REFUSED));
        };
        return pool.run(vertx, work, limits).future();
    }

    private static Future<SegmentOutcome> refused() {
        return Future.succeededFuture(SegmentOutcome.of(SegmentOutcome.Kind.REFUSED));
    }
}
