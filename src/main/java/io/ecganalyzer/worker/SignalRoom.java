package io.ecganalyzer.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * How many samples the large ECGs in hand of a node may hold in memory together; small ones do not ask. Who finds no room waits in turn
 * with its lease renewed, its signal still in the database; what is larger than all the room has it alone. Bounded by the jobs in hand.
 * For many threads.
 */
final class SignalRoom {
    /**
     * Heap for each sample: encoded 2, decoded 4, and three arrays of doubles while it is filtered and its beats are looked for; as
     * much again for all else that a node does.
     */
    private static final int HEAP_BYTES_A_SAMPLE = 64;

    private final long capacity;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long taken;

    private record Waiting(long samples, Promise<Taken> room) {}

    SignalRoom(long capacity) {
        this.capacity = capacity;
    }

    static SignalRoom ofHeap(long bytes, MeterRegistry meters) {
        SignalRoom room = new SignalRoom(bytes / HEAP_BYTES_A_SAMPLE);
        Gauge.builder("ecg.analysis.samples", room, SignalRoom::taken)
                .description("Samples of large ECGs in hand, of " + room.capacity + " that may be in memory together")
                .register(meters);
        Gauge.builder("ecg.analysis.large.waiting", room, SignalRoom::waiting)
                .description("Large ECGs in hand that are not loaded yet, because others take the memory")
                .register(meters);
        return room;
    }

    /** Room for so many samples; succeeds when it is this caller's turn, on the caller's context. */
    Future<Taken> take(long samples) {
        Promise<Taken> room = Promise.promise();
        synchronized (this) {
            waiting.add(new Waiting(samples, room));
        }
        letIn();
        return onThisContext(room.future());
    }

    private void letIn() {
        for (Waiting next = next(); next != null; next = next()) {
            next.room().complete(new Taken(next.samples()));
        }
    }

    private synchronized Waiting next() {
        Waiting first = waiting.peek();
        if (first == null || (taken > 0 && taken + first.samples() > capacity)) {
            return null;
        }
        taken += first.samples();
        return waiting.remove();
    }

    private static Future<Taken> onThisContext(Future<Taken> room) {
        Context caller = Vertx.currentContext();
        if (room.isComplete() || caller == null) {
            return room;
        }
        Promise<Taken> promise = Promise.promise();
        room.onSuccess(taken -> caller.runOnContext(now -> promise.complete(taken)));
        return promise.future();
    }

    synchronized long taken() {
        return taken;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** What one caller has of it. */
    final class Taken {
        private final long samples;

        private Taken(long samples) {
            this.samples = samples;
        }

        /** Once. */
        void giveBack() {
            synchronized (SignalRoom.this) {
                taken -= samples;
            }
            letIn();
        }
    }
}
