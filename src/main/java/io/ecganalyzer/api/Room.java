package io.ecganalyzer.api;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the HTTP verticles of a node may hold together. Whoever finds no room is answered 503 and may come again. */
public final class Room {
    /** What bodies take is as much as this many of the largest size have as text; most take half of their text, for their samples. */
    private static final int LARGEST_BODIES = 4;

    /** What bodies may take of the heap: as much again is needed for a moment while samples are encoded and stored. */
    private static final double OF_HEAP = 0.4;

    /** Parses of larger bodies under way or waiting; at some milliseconds each, the last one waits for a fraction of a second. */
    private static final int PARSES = 64;

    /** Clients that wait for the end of an analysis, and event streams. Each is a connection, a timer and a query a second. */
    private static final int WAITERS = 1_000;

    /** Of those, as many as one user may take: a page with many ECGs follows each, and nobody shuts out the others. */
    private static final int WAITERS_OF_A_USER = 100;

    /** Open connections, most of which say nothing at any moment; each takes some 20 KiB and a file descriptor. */
    private static final int CONNECTIONS = 20_000;

    private final Share bodyBytes;
    private final Share connections = new Share(CONNECTIONS);
    private final Share parses = new Share(PARSES);
    private final Share waiters = new Share(WAITERS);
    private final Map<UUID, Integer> waitersByUser = new ConcurrentHashMap<>();

    private Room(long bodyBytes) {
        this.bodyBytes = new Share(bodyBytes);
    }

    static Room forBodiesOf(long maxBodyBytes, MeterRegistry meters) {
        long ofHeap = (long) (OF_HEAP * Runtime.getRuntime().maxMemory());
        Room room = new Room(Math.min(LARGEST_BODIES * maxBodyBytes, ofHeap));
        meters.gauge("ecg.api.bodies.bytes", room.bodyBytes, Share::taken);
        meters.gauge("ecg.api.bodies.waiting", room.parses, Share::taken);
        meters.gauge("ecg.api.connections", room.connections, Share::taken);
        meters.gauge("ecg.api.watching", room.waiters, Share::taken);
        return room;
    }

    Share bodyBytes() {
        return bodyBytes;
    }

    Share connections() {
        return connections;
    }

    Share parses() {
        return parses;
    }

    /** Who waits or follows now. */
    long waiters() {
        return waiters.taken();
    }

    /** False, and nothing is taken, if there is no room for this user to wait. */
    boolean takeWaiter(UUID userId) {
        if (!waiters.take(1)) {
            return false;
        }
        if (waitersByUser.merge(userId, 1, Integer::sum) <= WAITERS_OF_A_USER) {
            return true;
        }
        giveBackWaiter(userId);
        return false;
    }

    void giveBackWaiter(UUID userId) {
        waitersByUser.computeIfPresent(userId, (user, count) -> count == 1 ? null : count - 1);
        waiters.giveBack(1);
    }

    /** So much of something, taken and given back by any thread. */
    static final class Share {
        private final long size;
        private final AtomicLong taken = new AtomicLong();

        Share(long size) {
            this.size = size;
        }

        /** False, and nothing is taken, if there is not so much left. */
        boolean take(long amount) {
            if (taken.addAndGet(amount) <= size) {
                return true;
            }
            taken.addAndGet(-amount);
            return false;
        }

        void giveBack(long amount) {
            taken.addAndGet(-amount);
        }

        long taken() {
            return taken.get();
        }

        boolean isHalfTaken() {
            return taken.get() >= size / 2;
        }
    }
}
