package io.ecganalyzer.worker;

import io.ecganalyzer.bus.AnalysisBatch;
import io.ecganalyzer.bus.AnalysisOutcome;
import io.ecganalyzer.bus.AnalysisRequest;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.Subscription;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.ResultCache;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Answers analysis requests of the event bus: claims the job, has its ECG analyzed, stores the results.
 *
 * <pre>
 *   request ──▶ room? ──no──▶ BUSY, nothing touched
 *                │ yes
 *                ▼
 *              claim ──nothing to claim──▶ NOTHING_TO_DO
 *                │
 *                ▼
 *              analyze, lease renewed ──lease lost──▶ NOTHING_TO_DO, results dropped
 *                │         └──defect, time limit, unreadable signal, last attempt──▶ job failed ──▶ FAILED
 *                │         └──passing fault──▶ job queued again with a delay ──▶ RETRY_LATER
 *                ▼
 *              results and end of job stored in one transaction ──▶ DONE
 * </pre>
 */
public final class AnalysisVerticle extends VerticleBase {
    private final JobStore jobs;
    private final ResultCache results;
    private final Bus bus;
    private final AnalyzerRunner analyzers;
    private final AnalysisPool pool;
    private final AnalysisSettings settings;
    private final JobMeters meters;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    /** Completed when, after the stop, the last job in hand is over. */
    private final Promise<Void> idle = Promise.promise();

    private List<Subscription> subscriptions;
    private boolean stopping;
    private int inHand;

    private record Waiting(AnalysisRequest request, Promise<AnalysisOutcome> outcome) {}

    public AnalysisVerticle(
            JobStore jobs,
            ResultCache results,
            Bus bus,
            AnalyzerRunner analyzers,
            AnalysisPool pool,
            AnalysisSettings settings,
            MeterRegistry meters) {
        this.jobs = jobs;
        this.results = results;
        this.bus = bus;
        this.analyzers = analyzers;
        this.pool = pool;
        this.settings = settings;
        this.meters = new JobMeters(meters);
    }

    @Override
    public Future<?> start() {
        subscriptions =
                List.of(bus.answer(AnalysisRequest.class, this::take), bus.answer(AnalysisBatch.class, this::takeAll));
        return Future.all(subscriptions.stream().map(Subscription::ready).toList());
    }

    @Override
    public Future<?> stop() {
        return Future.join(subscriptions.stream().map(Subscription::close).toList())
                .transform(closed -> {
                    waiting.forEach(held -> held.outcome().complete(AnalysisOutcome.of(AnalysisOutcome.Kind.BUSY)));
                    waiting.clear();
                    stopping = true;
                    endIfIdle();
                    return idle.future();
                });
    }

    private Future<AnalysisBatch.Outcomes> takeAll(AnalysisBatch batch) {
        return Future.<AnalysisOutcome>all(
                        batch.requests().stream().map(this::take).toList())
                .map(all -> new AnalysisBatch.Outcomes(all.list()));
    }

    private Future<AnalysisOutcome> take(AnalysisRequest request) {
        if (inHand < settings.jobsAtOnce()) {
            return begin(request);
        }
        if (waiting.size() >= settings.jobsWaiting()) {
            return Future.succeededFuture(AnalysisOutcome.of(AnalysisOutcome.Kind.BUSY));
        }
        Promise<AnalysisOutcome> outcome = Promise.promise();
        waiting.add(new Waiting(request, outcome));
        return outcome.future();
    }

    private Future<AnalysisOutcome> begin(AnalysisRequest request) {
        inHand++;
        return new JobRun(vertx, jobs, results, bus, analyzers, pool, settings, meters)
                .run(request)
                .onComplete(any -> {
                    inHand--;
                    Waiting next = waiting.poll();
                    if (next != null) {
                        begin(next.request()).onComplete(next.outcome());
                    }
                    endIfIdle();
                });
    }

    private void endIfIdle() {
        if (stopping && inHand == 0) {
            idle.tryComplete();
        }
    }
}
