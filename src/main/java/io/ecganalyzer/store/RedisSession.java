package io.ecganalyzer.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis, from its opening to its first failure.
 *
 * <p>It has a client of its own, because closing a client is the only way to be rid of a connection that hangs: closing the
 * connection alone hands it back to the client's pool.
 */
final class RedisSession {
    private static final Logger LOG = LoggerFactory.getLogger(RedisSession.class);

    private static final String CONNECTION_CLOSED = "CONNECTION_CLOSED";

    private static final String WITH_TLS = "rediss";

    private final Context home;
    private final Redis client;
    /** Of the home context. */
    private Future<RedisConnection> connection;

    private RedisSession(Context home, Redis client) {
        this.home = home;
        this.client = client;
        home.runOnContext(go -> connect());
    }

    /** Without a handler the client logs each lost connection as an error; whoever asks is told of it anyway. */
    private void connect() {
        try {
            connection = client.connect()
                    .onSuccess(opened -> opened.exceptionHandler(failure -> LOG.atDebug()
                            .addKeyValue("reason", failure.getMessage())
                            .log("a connection to Redis was lost")));
        } catch (RuntimeException e) {
            connection = Future.failedFuture(e);
        }
    }

    static RedisSession open(Context home, URI uri, Optional<Path> ca, long connectMillis) {
        return new RedisSession(
                home,
                Redis.createClient(
                        home.owner(),
                        new RedisOptions()
                                .setConnectionString(uri.toString())
                                .setPoolName("redis")
                                .setMaxPoolSize(1)
                                .setNetClientOptions(netOptions(uri, ca, connectMillis))));
    }

    /** The client takes {@code rediss} for a wish to encrypt and verifies nobody unless it is told whom to trust. */
    private static NetClientOptions netOptions(URI uri, Optional<Path> ca, long connectMillis) {
        NetClientOptions options = new NetClientOptions()
                .setConnectTimeout((int) connectMillis)
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true);
        if (WITH_TLS.equals(uri.getScheme())) {
            options.setSsl(true)
                    .setTrustOptions(ServerTrust.options(ca))
                    .setHostnameVerificationAlgorithm(ServerTrust.NAMED_IN_CERTIFICATE);
        }
        return options;
    }

    /** Fails with a {@link Response} only where Redis itself said no; then this session is as good as before. */
    Future<Response> send(Request request, long withinMillis) {
        return CallersContext.asked(
                home,
                () -> connection
                        .recover(failure -> Future.failedFuture(lost(failure)))
                        .compose(opened -> opened.send(request)
                                .recover(failure -> Future.failedFuture(isLost(failure) ? lost(failure) : failure)))
                        .timeout(withinMillis, TimeUnit.MILLISECONDS));
    }

    /** The client passes a lost connection off as an answer of Redis. */
    private static boolean isLost(Throwable failure) {
        return CONNECTION_CLOSED.equals(failure.getMessage());
    }

    private static IOException lost(Throwable failure) {
        return new IOException(
                "no connection to Redis: " + TlsFaults.of(failure).orElse(failure.getMessage()), failure);
    }

    Future<Void> close() {
        return client.close();
    }
}
