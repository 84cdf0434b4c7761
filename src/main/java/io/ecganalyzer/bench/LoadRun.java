package io.ecganalyzer.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * One run: so many clients, or so many arrivals a second, doing one kind of work for a while.
 *
 * <p>In the closed loop a client starts its next piece of work when the one before is complete. In the open loop work arrives
 * at a fixed rate whatever the service does, and its latency counts from when it should have been sent, so that a service
 * that stalls is charged for the requests that could not be sent meanwhile (coordinated omission).
 */
final class LoadRun {
    /** What a client does over and over. */
    enum Mode {
        /** Submits, and does not look at the result. */
        SUBMIT,
        /** Submits, and waits for the finished result. */
        RESULT,
        /** Submits, and gets the finished result as the answer. */
        REPORT,
        /** Submits, and asks again and again until the result is finished. */
        POLL,
        /** Reads finished results. */
        READ,
        /** One submission to nine reads. */
        MIX
    }

    /** @param ratePerSecond arrivals a second; 0 for a closed loop of {@code clients} */
    record Plan(Mode mode, Workload.Size size, int clients, double ratePerSecond, Duration warmup, Duration measured) {}

    /** More work at once than this and the open loop drops arrivals, and counts them, before the generator's memory is full. */
    private static final int MAX_OPEN = 2_000;

    private static final int CHECK_EVERY = 50;
    private static final int POLL_MILLIS = 10;
    private static final int REPORTS_TO_READ = 32;

    private final Vertx vertx;
    private final Target target;
    private final List<Prepared> works;
    private final Plan plan;
    private final Promise<Recorder> finished = Promise.promise();
    private List<Buffer> readings = new ArrayList<>();
    private Recorder recorder;
    private long measuredFromNanos;
    private long endNanos;
    private long started;
    private int open;

    /** A submission as it is sent, and what is known of its answer. */
    private record Prepared(Buffer submission, OptionalLong zeroCrossings) {}

    LoadRun(Vertx vertx, Target target, Workload workload, Plan plan) {
        this.vertx = vertx;
        this.target = target;
        this.works = workload.submissions().stream()
                .map(made -> new Prepared(
                        plan.mode() == Mode.REPORT ? target.analysis(made.body()) : target.submission(made.body()),
                        made.zeroCrossings()))
                .toList();
        this.plan = plan;
    }

    /** Runs on one event loop; the recorder holds what was complete within the measured time. */
    Future<Recorder> run() {
        Context context = vertx.getOrCreateContext();
        context.runOnContext(any -> prepare().onSuccess(ready -> start()).onFailure(finished::fail));
        return finished.future();
    }

    private Future<?> prepare() {
        if (plan.mode() != Mode.READ && plan.mode() != Mode.MIX) {
            return Future.succeededFuture();
        }
        List<Future<Buffer>> submitted = new ArrayList<>();
        for (int i = 0; i < REPORTS_TO_READ; i++) {
            submitted.add(target.submit(prepared(i).submission())
                    .compose(path -> target.await(path).map(done -> target.reading(path))));
        }
        return Future.all(submitted).onSuccess(all -> readings = all.list());
    }

    private Prepared prepared(long index) {
        return works.get((int) (index % works.size()));
    }

    private void start() {
        long now = System.nanoTime();
        measuredFromNanos = now + plan.warmup().toNanos();
        endNanos = measuredFromNanos + plan.measured().toNanos();
        recorder = new Recorder(measuredFromNanos);
        if (plan.ratePerSecond() > 0) {
            openLoop(now);
        } else {
            for (int i = 0; i < plan.clients(); i++) {
                closedLoop();
            }
        }
        vertx.setTimer(plan.warmup().plus(plan.measured()).toMillis() + 1, any -> finishWhenIdle());
    }

    private void closedLoop() {
        if (System.nanoTime() >= endNanos) {
            return;
        }
        work(System.nanoTime()).onComplete(any -> vertx.runOnContext(next -> closedLoop()));
    }

    private void openLoop(long firstNanos) {
        double gapNanos = 1e9 / plan.ratePerSecond();
        long[] sent = {0};
        vertx.setPeriodic(1, timer -> {
            long now = System.nanoTime();
            if (now >= endNanos) {
                vertx.cancelTimer(timer);
                return;
            }
            for (long due; (due = firstNanos + (long) (sent[0] * gapNanos)) <= now; sent[0]++) {
                if (open >= MAX_OPEN) {
                    recorder.error("not sent, " + MAX_OPEN + " were under way");
                } else {
                    work(due);
                }
            }
        });
    }

    private Future<Void> work(long fromNanos) {
        open++;
        long index = started++;
        boolean reads = plan.mode() == Mode.READ || (plan.mode() == Mode.MIX && index % 10 != 0);
        Future<Void> done = reads ? read(index, fromNanos) : submit(index, fromNanos);
        return done.onSuccess(any -> completed(fromNanos))
                .onFailure(this::failed)
                .onComplete(any -> open--);
    }

    private Future<Void> read(long index, long fromNanos) {
        int which = (int) (index % readings.size());
        return target.read(readings.get(which)).map(body -> {
            record("GET result", fromNanos);
            check(index, body, prepared(which).zeroCrossings());
            return null;
        });
    }

    private Future<Void> submit(long index, long fromNanos) {
        Prepared work = prepared(index);
        if (plan.mode() == Mode.REPORT) {
            return target.analyze(work.submission())
                    .compose(this::ended)
                    .map(body -> complete(index, fromNanos, body, work));
        }
        Future<String> accepted = target.submit(work.submission()).onSuccess(path -> record("POST", fromNanos));
        if (plan.mode() == Mode.SUBMIT) {
            return accepted.mapEmpty();
        }
        return accepted.compose(path -> plan.mode() == Mode.POLL ? poll(target.reading(path)) : awaited(path))
                .map(body -> complete(index, fromNanos, body, work));
    }

    private Void complete(long index, long fromNanos, Buffer body, Prepared work) {
        record("submit to result", fromNanos);
        check(index, body, work.zeroCrossings());
        return null;
    }

    private Future<Buffer> ended(WireAnswer report) {
        return isFinal(report.body())
                ? Future.succeededFuture(report.body())
                : awaited(URI.create(report.location()).getPath());
    }

    /** A service may answer sooner than it was asked to, as when too many wait: then the client waits anew. */
    private Future<Buffer> awaited(String path) {
        return target.await(path)
                .compose(body -> isFinal(body)
                        ? Future.succeededFuture(body)
                        : vertx.timer(POLL_MILLIS, TimeUnit.MILLISECONDS).compose(again -> awaited(path)));
    }

    private Future<Buffer> poll(Buffer reading) {
        return target.read(reading)
                .compose(body -> isFinal(body)
                        ? Future.succeededFuture(body)
                        : vertx.timer(POLL_MILLIS, TimeUnit.MILLISECONDS).compose(again -> poll(reading)));
    }

    /** By its beginning, where the status stands. */
    private static boolean isFinal(Buffer body) {
        String start = body.getString(0, Math.min(body.length(), 100), "ISO-8859-1");
        return start.contains("\"status\":\"done\"") || start.contains("\"status\":\"failed\"");
    }

    private void record(String operation, long fromNanos) {
        long now = System.nanoTime();
        if (now >= measuredFromNanos && now < endNanos) {
            recorder.latency(operation, fromNanos, now);
        }
    }

    private void completed(long fromNanos) {
        long now = System.nanoTime();
        if (now >= measuredFromNanos && now < endNanos) {
            recorder.completed(fromNanos, now);
        }
    }

    private void failed(Throwable failure) {
        if (System.nanoTime() >= measuredFromNanos) {
            recorder.error(
                    failure instanceof Target.UnexpectedStatusException
                            ? failure.getMessage()
                            : failure.getClass().getSimpleName());
        }
    }

    /** A sample only: parsing every answer would take the machine from the service. */
    private void check(long index, Buffer body, OptionalLong zeroCrossings) {
        if (index % CHECK_EVERY == 0) {
            JsonObject report = body.toJsonObject();
            recorder.check("done".equals(report.getString("status"))
                    && (zeroCrossings.isEmpty()
                            || report.getLong("zero_crosses_count", -1L) == zeroCrossings.getAsLong()));
        }
    }

    private void finishWhenIdle() {
        if (open == 0) {
            finished.complete(recorder);
        } else {
            vertx.setTimer(20, any -> finishWhenIdle());
        }
    }
}
