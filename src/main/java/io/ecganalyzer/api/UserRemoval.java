package io.ecganalyzer.api;

import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.ResultForgotten;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.ResultCache;
import io.ecganalyzer.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what a dismissed user has left. One for a node. It may end between any two steps and begin again, on any node, and several
 * may be at it at once.
 *
 * <pre>
 *   dismissed ─▶ the next ids ─▶ their reports out of the caches ─▶ the ECGs, in a transaction of some 100 ms
 *                 ▲      │ none                                            │
 *                 │      └──▶ the user's row                               │
 *                 └────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>The caches first, as nobody knows afterwards what there was; a cache forgotten in vain is only slower.
 */
final class UserRemoval {
    /** Without a piece for so long a removal is taken up by whoever sees it: as long as a statement may take. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** Of the largest ECGs some 300 MB. */
    private static final int FIRST_PIECE = 8;

    /** Of small ones; the longer a piece, the longer others may wait for its locks. */
    private static final int LARGEST_PIECE = 512;

    private static final long AIM_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(UserRemoval.class);

    private final UserStore users;
    private final EcgStore ecgs;
    private final ResultCache results;
    private final Bus bus;
    private final Set<Future<Long>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    UserRemoval(UserStore users, EcgStore ecgs, ResultCache results, Bus bus) {
        this.users = users;
        this.ecgs = ecgs;
        this.results = results;
        this.bus = bus;
    }

    /** To its end, with the number of ECGs. Whoever does not wait for that lets it go on all the same. */
    Future<Long> of(UUID userId) {
        Run run = new Run(userId);
        Future<Long> end = run.end.future();
        underWay.add(end);
        run.next();
        return end.onComplete(ended -> underWay.remove(end))
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue("user", userId)
                        .addKeyValue("reason", failure.getMessage())
                        .log("The removal of a deleted user is left to a later turn"));
    }

    /** Ends what is under way after its present piece; another node goes on with it. */
    Future<Void> close() {
        closed = true;
        return Future.join(List.copyOf(underWay)).<Void>mapEmpty().otherwiseEmpty();
    }

    /** How many ECGs the next piece has, by how long one took. */
    static int nextSize(int size, long millis) {
        return millis > AIM_MILLIS
                ? Math.max(1, size / 2)
                : millis < AIM_MILLIS / 2 ? Math.min(LARGEST_PIECE, size * 2) : size;
    }

    /** No chain of futures, which would be as long as there are pieces. */
    private final class Run {
        private final UUID userId;
        private final Promise<Long> end = Promise.promise();
        private Optional<UUID> after = Optional.empty();
        private int size = FIRST_PIECE;
        private long removed;

        Run(UUID userId) {
            this.userId = userId;
        }

        void next() {
            if (closed) {
                end.fail("the node ends");
                return;
            }
            ecgs.ids(userId, after, size).onSuccess(this::goOn).onFailure(end::tryFail);
        }

        private void goOn(List<UUID> ids) {
            if (ids.isEmpty()) {
                users.remove(userId).map(gone -> removed).onComplete(end);
                return;
            }
            remove(ids)
                    .onSuccess(gone -> {
                        removed += ids.size();
                        after = Optional.of(ids.get(ids.size() - 1));
                        next();
                    })
                    .onFailure(end::tryFail);
        }

        private Future<Void> remove(List<UUID> ids) {
            return Future.join(ids.stream().map(this::forget).toList()).compose(forgotten -> {
                long began = System.nanoTime();
                return users.removeEcgs(userId, ids, LEASE)
                        .onSuccess(gone ->
                                size = nextSize(size, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
            });
        }

        private Future<Void> forget(UUID ecgId) {
            bus.publish(new ResultForgotten(userId, ecgId));
            return results.forget(userId, ecgId);
        }
    }
}
