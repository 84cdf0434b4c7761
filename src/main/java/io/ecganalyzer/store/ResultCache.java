package io.ecganalyzer.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finished reports by owner and id, in Redis. It may lose anything at any time, and never shows what was deleted: see
 * docs/adr/0006-cache-that-forgets.md. Its futures never fail.
 */
public final class ResultCache {
    private static final Logger LOG = LoggerFactory.getLogger(ResultCache.class);

    private final RedisLink redis;
    private final long lifetimeMillis;
    private final int maxEntryBytes;
    private final Forgotten forgotten;

    /**
     * @param lifetime of an entry
     * @param maxEntryBytes larger reports are not kept
     */
    public ResultCache(RedisLink redis, Duration lifetime, int maxEntryBytes) {
        this.redis = redis;
        this.lifetimeMillis = lifetime.toMillis();
        this.maxEntryBytes = maxEntryBytes;
        this.forgotten = new Forgotten(lifetime, System::nanoTime);
    }

    /** The report as it was put, or empty where it is not known here. */
    public Future<Optional<String>> get(UUID userId, UUID ecgId) {
        if (forgotten.contains(userId, ecgId)) {
            return Future.succeededFuture(Optional.empty());
        }
        return redis.send(Request.cmd(Command.GET, key(userId, ecgId)))
                .map(found -> forgotten.contains(userId, ecgId)
                        ? Optional.<String>empty()
                        : Optional.ofNullable(found).map(Response::toString))
                .otherwise(Optional.empty());
    }

    /** Remembers a report that will not change any more. */
    public Future<Void> put(UUID userId, UUID ecgId, String reportJson) {
        byte[] value = reportJson.getBytes(StandardCharsets.UTF_8);
        if (value.length > maxEntryBytes || forgotten.contains(userId, ecgId)) {
            return Future.succeededFuture();
        }
        return quietly(
                Request.cmd(Command.SET)
                        .arg(key(userId, ecgId))
                        .arg(value)
                        .arg("PX")
                        .arg(lifetimeMillis),
                "put");
    }

    /** Removes a deleted ECG's report and ignores the cache for it from now on. Every other node is to {@link #ignore} it. */
    public Future<Void> forget(UUID userId, UUID ecgId) {
        ignore(userId, ecgId);
        return quietly(Request.cmd(Command.DEL, key(userId, ecgId)), "forget");
    }

    /** Ignores the cache for an ECG that was deleted through another node. */
    public void ignore(UUID userId, UUID ecgId) {
        forgotten.add(userId, ecgId);
    }

    private Future<Void> quietly(Request request, String what) {
        return redis.send(request)
                .onFailure(failure -> LOG.atDebug()
                        .addKeyValue("operation", what)
                        .addKeyValue("reason", failure.getMessage())
                        .log("the result cache was not reached"))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** The braces keep a user's keys on one node of a Redis Cluster. */
    private static String key(UUID userId, UUID ecgId) {
        return "ecg:result:{" + userId + "}:" + ecgId;
    }
}
