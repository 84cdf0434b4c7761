package io.ecganalyzer.api;

import io.ecganalyzer.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with removals of users that somebody began and did not end: a node that was killed, or lost its database. Every node with
 * the API does; the database gives each removal to one.
 */
public final class UserRemovals extends VerticleBase {
    private static final Duration TURN = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(UserRemovals.class);

    private final UserStore users;
    private final UserRemoval removal;
    private final Duration pause;
    private Future<Void> turn = Future.succeededFuture();
    private boolean stopped;

    /** Of the node of these services. */
    public UserRemovals(ApiServices services) {
        this(services, TURN);
    }

    UserRemovals(ApiServices services, Duration pause) {
        users = services.users();
        removal = services.removal();
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        takeTurnLater();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return removal.close().eventually(() -> turn.otherwiseEmpty());
    }

    private void takeTurnLater() {
        vertx.setTimer(pause.toMillis(), now -> {
            if (!stopped) {
                turn = takeTurn().onComplete(ended -> takeTurnLater());
            }
        });
    }

    /** One at a time: there is no hurry, and the other nodes take theirs. */
    private Future<Void> takeTurn() {
        return users.takeRemoval(UserRemoval.LEASE)
                .compose(taken -> taken.map(this::goOnWith).orElseGet(Future::succeededFuture));
    }

    private Future<Void> goOnWith(UUID userId) {
        return removal.of(userId)
                .onSuccess(ecgs -> LOG.atInfo()
                        .addKeyValue("user", userId)
                        .addKeyValue("ecgs", ecgs)
                        .log("Ended a removal of a deleted user that had been left off"))
                .mapEmpty();
    }
}
