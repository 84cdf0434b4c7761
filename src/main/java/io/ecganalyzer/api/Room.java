package io.ecganalyzer.api;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the HTTP verticles of a node may hold together. Whoever finds no room is answered 503 and may come again; who would wait is answered at once. */
public final class Room {
    /** What bodies take is as much as this many of the largest size have as text; most take half of their text, for their samples. */
    private static final int LARGEST_BODIES = 4;

    /** What bodies may take of the heap: as much again is needed for a moment while samples are encoded and stored. */
    private static final double OF_HEAP = 0.4;

    /** Parses of larger bodies under way or waiting; at some milliseconds each, the last one waits for a fraction of a second. */
    private static final int PARSES = 64;

    /** Clients that wait for the end of an analysis. Each is a connection, a timer and, where the end is late, a query now and then. */
    private static final int WAITS = 4_000;

    /** Each is a connection, a timer and a query now and then, for as long as its client likes. */
    private static final int STREAMS = 1_000;

    /** A page with many ECGs follows each, and nobody shuts out the others. */
    private static final int STREAMS_OF_A_USER = 100;

    /** Open connections, most of which say nothing at any moment; each takes some 20 KiB and a file descriptor. */
    private static final int CONNECTIONS = 20_000;

    private final Share bodyBytes;
    private final Share connections = new Share(CONNECTIONS);
    private final Share parses = new Share(PARSES);
    /** One user may be a gateway through which a whole hospital waits, and may take as much as it leaves to all others. */
    private final UsersShare waits = new UsersShare(WAITS, WAITS / 2);

    private final UsersShare streams = new UsersShare(STREAMS, STREAMS_OF_A_USER);

    private Room(long bodyBytes) {
        this.bodyBytes = new Share(bodyBytes);
    }

    static Room forBodiesOf(long maxBodyBytes, MeterRegistry meters) {
        long ofHeap = (long) (OF_HEAP * Runtime.getRuntime().maxMemory());
        Room room = new Room(Math.min(LARGEST_BODIES * maxBodyBytes, ofHeap));
        meters.gauge("ecg.api.bodies.bytes", room.bodyBytes, Share::taken);
        meters.gauge("ecg.api.bodies.waiting", room.parses, Share::taken);
        meters.gauge("ecg.api.connections", room.connections, Share::taken);
        meters.gauge("ecg.api.watching", room, Room::watching);
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

    /** Of clients that wait for the end of an analysis. */
    UsersShare waits() {
        return waits;
    }

    /** Of clients that follow an analysis as a stream of events. */
    UsersShare streams() {
        return streams;
    }

    /** Who waits or follows now. */
    long watching() {
        return waits.all.taken() + streams.all.taken();
    }

    /** So many of something, of which one user may have a part. */
    static final class UsersShare {
        private final Share all;
        private final int ofAUser;
        private final Map<UUID, Integer> byUser = new ConcurrentHashMap<>();

        UsersShare(int size, int ofAUser) {
            all = new Share(size);
            this.ofAUser = ofAUser;
        }

        /** False, and nothing is taken, if there is none left for this user. */
        boolean take(UUID userId) {
            if (!all.take(1)) {
                return false;
            }
            if (byUser.merge(userId, 1, Integer::sum) <= ofAUser) {
                return true;
            }
            giveBack(userId);
            return false;
        }

        void giveBack(UUID userId) {
            byUser.computeIfPresent(userId, (user, count) -> count == 1 ? null : count - 1);
            all.giveBack(1);
        }
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
