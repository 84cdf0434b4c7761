package io.ecganalyzer.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redis over one pipelined connection, asked with a short timeout, and left alone for a while after it failed.
 *
 * <p>A connection that failed or did not answer in time is thrown away with all that waits on it: the next request opens another.
 * Redis answers in order and within a millisecond, so nothing that waits behind a late answer would be in time.
 */
public final class RedisLink {
    /** Longer than Redis ever takes here, shorter than anybody notices. */
    public static final Duration TIMEOUT = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    private static final long PING_TIMEOUT_MILLIS = 2_000;

    /** So many connections fail in a row, each within the timeout, before Redis is left alone. */
    private static final int FAILURES_TO_OPEN = 3;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Context home;
    private final URI uri;
    private final Optional<Path> ca;
    private final long timeoutMillis;
    private final Breaker breaker = new Breaker(FAILURES_TO_OPEN, PAUSE, System::nanoTime);
    private final AtomicReference<RedisSession> current = new AtomicReference<>();

    private RedisLink(Context home, URI uri, Optional<Path> ca, Duration timeout) {
        this.home = home;
        this.uri = uri;
        this.ca = ca;
        this.timeoutMillis = timeout.toMillis();
    }

    /**
     * Opens no connection yet.
     *
     * @param uri such as {@code redis://:password@host:6379/0}
     */
    public static RedisLink connect(Vertx vertx, URI uri) {
        return connect(vertx, uri, TIMEOUT);
    }

    /** As {@link #connect(Vertx, URI)}, with another timeout. */
    public static RedisLink connect(Vertx vertx, URI uri, Duration timeout) {
        return connect(vertx.getOrCreateContext(), uri, Optional.empty(), timeout);
    }

    /**
     * As {@link #connect(Vertx, URI, Duration)}.
     *
     * @param home the context its connection is to live on
     * @param ca the authorities in PEM that a {@code rediss} server is verified by; without them those of the Java platform
     */
    public static RedisLink connect(Context home, URI uri, Optional<Path> ca, Duration timeout) {
        return new RedisLink(home, uri, ca, timeout);
    }

    /**
     * Whether Redis answers, within 2 s. Asks even while everybody else leaves it alone, and so finds out when it is back. Ask once
     * at the start: the first connection of a process takes longer than {@link #TIMEOUT}.
     */
    public Future<Void> ping() {
        return ask(Request.cmd(Command.PING), PING_TIMEOUT_MILLIS).mapEmpty();
    }

    /** Closes the connection. */
    public Future<Void> close() {
        RedisSession session = current.getAndSet(null);
        return session == null ? Future.succeededFuture() : session.close();
    }

    /** Fails within the timeout, at once while Redis is left alone. Completes on the caller's context. */
    Future<Response> send(Request request) {
        if (breaker.isClosed()) {
            return ask(request, timeoutMillis);
        }
        if (breaker.letsThrough()) {
            // Whether it is back is found out beside the requests: none of them waits for it.
            ask(Request.cmd(Command.PING), timeoutMillis).onFailure(RedisLink::unimportant);
        }
        return Future.failedFuture("Redis did not answer a moment ago and is left alone");
    }

    private Future<Response> ask(Request request, long withinMillis) {
        RedisSession session = session();
        return session.send(request, withinMillis)
                .onComplete(answer -> answered(), failure -> failed(session, failure));
    }

    private RedisSession session() {
        RedisSession open = current.get();
        if (open != null) {
            return open;
        }
        RedisSession opened = RedisSession.open(home, uri, ca, timeoutMillis);
        if (current.compareAndSet(null, opened)) {
            return opened;
        }
        opened.close().onFailure(RedisLink::unimportant);
        return session();
    }

    private void answered() {
        if (breaker.succeeded()) {
            LOG.atInfo().log("Redis answers again");
        }
    }

    private void failed(RedisSession session, Throwable failure) {
        if (failure instanceof Response) {
            answered(); // It said no, and so it is there.
        } else if (current.compareAndSet(session, null)) {
            // Once a connection, however many requests were on it.
            session.close().onFailure(RedisLink::unimportant);
            if (breaker.failed()) {
                LOG.atWarn()
                        .addKeyValue("reason", failure.getMessage())
                        .log("Redis does not answer; going on without it");
            }
        }
    }

    private static void unimportant(Throwable failure) {
        LOG.atDebug()
                .addKeyValue("reason", failure.getMessage())
                .log("Redis is still away, or a broken connection to it did not close");
    }
}
