package io.ecganalyzer.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Redis, asked with a short timeout and left alone for a while after it failed. */
public final class RedisLink {
    private final Redis redis;
    private final Duration timeout;

    private RedisLink(Redis redis, Duration timeout) {
        this.redis = redis;
        this.timeout = timeout;
    }

    /**
     * Opens no connection yet.
     *
     * @param uri such as {@code redis://:password@host:6379/0}
     * @param timeout after which an answer is no longer waited for
     */
    public static RedisLink connect(Vertx vertx, String uri, Duration timeout) {
        return new RedisLink(Redis.createClient(vertx, new RedisOptions().setConnectionString(uri)), timeout);
    }

    /** Whether Redis answers. */
    public Future<Void> ping() {
        return send(Request.cmd(Command.PING)).mapEmpty();
    }

    public Future<Void> close() {
        return redis.close();
    }

    Future<Response> send(Request request) {
        return redis.send(request).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
