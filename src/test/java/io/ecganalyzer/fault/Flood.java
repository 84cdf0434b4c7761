package io.ecganalyzer.fault;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Submissions at a steady rate, whatever becomes of those before: nobody holds back because the service is slow. */
final class Flood {
    /** Of one process that stands for many clients: beyond this it would measure itself. */
    private static final int UNANSWERED_AT_MOST = 2_000;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Client user;
    private final Submissions submissions;
    private final Set<UUID> accepted = ConcurrentHashMap.newKeySet();
    private final Queue<Long> acceptedMillis = new ConcurrentLinkedQueue<>();
    private final ErrorCounts errors = new ErrorCounts();
    private final AtomicInteger sent = new AtomicInteger();

    Flood(Client user, Submissions submissions) {
        this.user = user;
        this.submissions = submissions;
    }

    /** Sends so many a second for so long, looks each second, and waits for the last answer. */
    Flood pour(double perSecond, Duration length, Runnable eachSecond) throws InterruptedException {
        Semaphore free = new Semaphore(UNANSWERED_AT_MOST);
        long begun = System.nanoTime();
        long gap = (long) (1e9 / perSecond);
        int looks = 0;
        for (long at = 0; at < length.toNanos(); at += gap) {
            TimeUnit.NANOSECONDS.sleep(begun + at - System.nanoTime());
            if (at >= TimeUnit.SECONDS.toNanos(looks)) {
                eachSecond.run();
                looks++;
            }
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
        String body = submissions.body(sent.getAndIncrement(), id);
        long begun = System.nanoTime();
        var unused = user.submitAsync(body).whenComplete((answer, failure) -> {
            note(id, (System.nanoTime() - begun) / 1_000_000, answer, failure);
            free.release();
        });
    }

    private void note(UUID id, long millis, HttpResponse<String> answer, Throwable failure) {
        errors.waited(millis);
        if (failure != null) {
            errors.broken(failure);
        } else if (answer.statusCode() == 202) {
            acceptedMillis.add(millis);
            accepted.add(id);
        } else {
            errors.refused(answer);
        }
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
        long[] sorted =
                acceptedMillis.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 99L / 100)];
    }
}
