package io.ecganalyzer.fault;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Submissions at a steady rate, whatever becomes of those before: nobody holds back because the service is slow. Each is on a connection of
 * its own, unless another one is free. By Vert.x's client, which takes a fraction of the processor time of Java's: the flood must not drown
 * itself.
 */
final class Flood implements AutoCloseable {
    /** Of one process that stands for many clients: beyond this it would measure itself. */
    private static final int UNANSWERED_AT_MOST = 2_000;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context context = vertx.getOrCreateContext();
    private final HttpClient http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(UNANSWERED_AT_MOST));
    private final RequestOptions request;
    private final Submissions submissions;
    private final Set<UUID> accepted = ConcurrentHashMap.newKeySet();
    private final Queue<Long> acceptedMillis = new ConcurrentLinkedQueue<>();
    private final Queue<Long> refusedMillis = new ConcurrentLinkedQueue<>();
    private final ErrorCounts errors = new ErrorCounts();
    private final AtomicInteger sent = new AtomicInteger();

    Flood(Client user, Submissions submissions) {
        this.request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(user.at("/v1/ecg").toString())
                .setTimeout(PATIENCE.toMillis() / 2)
                .putHeader("Authorization", user.authorization())
                .putHeader("Content-Type", "application/json");
        this.submissions = submissions;
    }

    /** Sends so many a second for so long, and waits for the last answer. */
    Flood pour(double perSecond, Duration length) throws InterruptedException {
        Semaphore free = new Semaphore(UNANSWERED_AT_MOST);
        long begun = System.nanoTime();
        long gap = (long) (1e9 / perSecond);
        for (long at = 0; at < length.toNanos(); at += gap) {
            TimeUnit.NANOSECONDS.sleep(begun + at - System.nanoTime());
            free.acquire();
            send(free);
        }
        if (!free.tryAcquire(UNANSWERED_AT_MOST, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("some have no answer after " + PATIENCE);
        }
        return this;
    }

    private void send(Semaphore free) {
        UUID id = UUID.randomUUID();
        Buffer body = Buffer.buffer(submissions.body(sent.getAndIncrement(), id));
        long begun = System.nanoTime();
        // On the client's own context: answers that come while this thread is not looking are missed.
        context.runOnContext(now -> http.request(request)
                .compose(begunRequest -> begunRequest.send(body))
                .compose(answer -> answer.body().map(whole -> answer))
                .onComplete((answer, failure) -> {
                    note(id, (System.nanoTime() - begun) / 1_000_000, answer, failure);
                    free.release();
                }));
    }

    private void note(UUID id, long millis, HttpClientResponse answer, Throwable failure) {
        errors.waited(millis);
        if (failure != null) {
            errors.broken(failure);
        } else if (answer.statusCode() == 202) {
            acceptedMillis.add(millis);
            accepted.add(id);
        } else {
            refusedMillis.add(millis);
            errors.refused(answer.statusCode(), answer.getHeader("Retry-After") != null);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    int sent() {
        return sent.get();
    }

    Set<UUID> accepted() {
        return accepted;
    }

    ErrorCounts errors() {
        return errors;
    }

    /** From sending to the answer of those that were accepted; 0 where none was. */
    long p99AcceptedMillis() {
        return p99(acceptedMillis);
    }

    /** As {@link #p99AcceptedMillis}, of the others. */
    long p99RefusedMillis() {
        return p99(refusedMillis);
    }

    private static long p99(Queue<Long> millis) {
        long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 99L / 100)];
    }
}
