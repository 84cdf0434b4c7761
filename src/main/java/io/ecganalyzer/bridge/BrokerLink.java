package io.ecganalyzer.bridge;

import io.ecganalyzer.store.TlsFaults;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One connection to the broker that is made anew whenever it is lost, with a new client and the topology declared again.
 *
 * <pre>
 *   open ──▶ connecting ──topology declared, user ready──▶ up
 *               ▲   │ refused, or not within 15 s           │ lost, or given up by its user
 *               │   ▼                                       │
 *              waiting (0.1 s to 5 s, growing, jittered) ◀──┘          close: from everywhere, for good
 * </pre>
 *
 * <p>The client's own two ways of reconnecting are switched off: one forgets what was in flight and both keep a client alive whose
 * state nobody knows. Everything here runs on one context.
 */
final class BrokerLink {
    /** Who uses a link. All calls are on the context of the link. */
    interface User {
        /** A new connection is there with the topology declared. The link counts as up when the future succeeds. */
        Future<Void> up(RabbitMQClient client);

        /** The connection is gone, and with it everything that was unanswered on it. */
        void down(String reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
    private static final int CONNECT_MILLIS = 5_000;
    private static final int OPEN_SECONDS = 15;

    /** A silent peer is noticed after two of these. */
    private static final int HEARTBEAT_SECONDS = 5;

    private static final RetryPolicy RECONNECT = new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Vertx vertx;
    private final Context context;
    private final BrokerAddress broker;
    private final String name;
    private final Topology topology;
    private final User user;

    private Session session;
    private int failures;
    private boolean closed;
    private volatile boolean up;
    private volatile boolean blocked;

    BrokerLink(Context context, BrokerAddress broker, String name, Topology topology, User user) {
        this.vertx = context.owner();
        this.context = context;
        this.broker = broker;
        this.name = name;
        this.topology = topology;
        this.user = user;
    }

    /**
     * Connects, and from then on again and again.
     *
     * @return when the first try has ended; fails only where the broker refuses our topology, which waiting would not mend
     */
    Future<Void> open() {
        Promise<Void> first = Promise.promise();
        context.runOnContext(go -> connect().onComplete(tried -> {
            if (tried.cause() instanceof TopologyException refused) {
                first.fail(refused);
            } else {
                first.complete();
            }
        }));
        return first.future();
    }

    boolean isUp() {
        return up;
    }

    /** Whether the broker said that it takes no messages for now, as when it is short of memory or disk. */
    boolean isBlocked() {
        return blocked;
    }

    /** The client while the link is up. */
    Optional<RabbitMQClient> client() {
        return up ? Optional.of(session.client) : Optional.empty();
    }

    /** Gives the connection up, as when the broker no longer answers on it, and makes a new one. */
    void restart(String reason) {
        if (session != null) {
            lost(session, reason);
        }
    }

    /** Ends the connection for good. */
    Future<Void> close() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(go -> {
            closed = true;
            Session last = session;
            session = null;
            up = false;
            (last == null ? Future.<Void>succeededFuture() : last.end()).onComplete(ended -> done.complete());
        });
        return done.future();
    }

    private Future<Void> connect() {
        Session opening = new Session();
        session = opening;
        return opening.client
                .start()
                .compose(started -> topology.declare(opening.client, opening.watch.server()))
                .compose(declared -> user.up(opening.client))
                .timeout(OPEN_SECONDS, TimeUnit.SECONDS)
                .onSuccess(ready -> opened(opening))
                .onFailure(failure -> {
                    if (failure instanceof TopologyException) {
                        LOG.atError().log(failure.getMessage());
                    }
                    lost(opening, reasonOf(failure));
                });
    }

    private static String reasonOf(Throwable failure) {
        return TlsFaults.of(failure)
                .map(fault -> "no TLS with it: " + fault)
                .orElseGet(() -> failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    private void opened(Session opening) {
        if (session == opening) {
            up = true;
            failures = 0;
            LOG.atInfo()
                    .addKeyValue("connection", name)
                    .addKeyValue("broker", String.valueOf(opening.watch.server().get("product")))
                    .log("Connected to the broker");
        }
    }

    private void lost(Session lost, String reason) {
        if (session != lost) {
            return;
        }
        session = null;
        up = false;
        blocked = false;
        lost.end();
        user.down(reason);
        if (!closed) {
            failures++;
            Duration delay = RECONNECT.delayAfter(failures);
            // Once, and not each time that it is tried while the broker is away for an hour.
            LOG.atLevel(failures == 1 ? Level.WARN : Level.DEBUG)
                    .addKeyValue("connection", name)
                    .addKeyValue("reason", reason)
                    .addKeyValue("again_in_ms", delay.toMillis())
                    .log("No connection to the broker");
            vertx.setTimer(delay.toMillis(), again -> {
                if (!closed && session == null) {
                    connect();
                }
            });
        }
    }

    private RabbitMQOptions options(ConnectionWatch watch) {
        RabbitMQOptions options = new RabbitMQOptions()
                .setUri(broker.clientUri())
                .setConnectionName(name)
                .setAutomaticRecoveryEnabled(false)
                .setReconnectAttempts(0)
                .setConnectionTimeout(CONNECT_MILLIS)
                .setHandshakeTimeout(CONNECT_MILLIS)
                .setRequestedHeartbeat(HEARTBEAT_SECONDS)
                .setMetricsCollector(watch);
        if (broker.hasTls()) {
            options.setSsl(true)
                    .setTrustOptions(new BrokerTrust.Options(broker.ca()))
                    // It is asked for, and not passed on: see BrokerTrust.
                    .setHostnameVerificationAlgorithm(BrokerTrust.NAMED_IN_CERTIFICATE);
        }
        return options;
    }

    /** One connection, from its opening to its end. */
    private final class Session {
        final ConnectionWatch watch = new ConnectionWatch(
                reason -> context.runOnContext(go -> lost(this, reason)),
                refuses -> context.runOnContext(go -> blockedNow(refuses)));
        final RabbitMQClient client = RabbitMQClient.create(vertx, options(watch));

        private void blockedNow(boolean refuses) {
            if (session == this) {
                blocked = refuses;
                LOG.atWarn()
                        .addKeyValue("connection", name)
                        .log(refuses ? "The broker takes no messages for now" : "The broker takes messages again");
            }
        }

        /** Past the client and off its ordered queue, where a publication may be stuck in a socket that nobody reads. */
        Future<Void> end() {
            return vertx.<Void>executeBlocking(
                            () -> {
                                watch.abort();
                                return null;
                            },
                            false)
                    .timeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                    .onFailure(failure ->
                            LOG.atWarn().addKeyValue("connection", name).log("A connection did not close in time"));
        }
    }
}
