package io.ecganalyzer.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
 * Finished reports by owner and id, in Redis, and for a second in the memory of this node. It may lose anything at any time, and never shows what was deleted: see
 * docs/adr/0006-cache-that-forgets.md. Its futures never fail.
 */
public final class ResultCache {
    private static final Logger LOG = LoggerFactory.getLogger(ResultCache.class);

    /**
     * How long a node answers from its memory. Who has just been told of a result comes at once, and many readers of one report come
     * often; a deletion through another node, should the bus lose the news of it, is hidden from this one for no longer.
     */
    private static final Duration AT_HAND = Duration.ofSeconds(1);

    /** Characters of all of them: a second's worth of some thousand small reports. */
    private static final long AT_HAND_CHARACTERS = 4 << 20;

    private final RedisLink redis;
    private final long lifetimeMillis;
    private final int maxEntryBytes;
    private final Forgotten forgotten;
    private final Cache<EcgRef, String> atHand;

    /**
     * @param lifetime of an entry
     * @param maxEntryBytes larger reports are not kept
     */
    public ResultCache(RedisLink redis, Duration lifetime, int maxEntryBytes) {
        this(redis, lifetime, maxEntryBytes, AT_HAND);
    }

    /** @param atHand how long this node answers from its memory; zero for not at all */
    ResultCache(RedisLink redis, Duration lifetime, int maxEntryBytes, Duration atHand) {
        this.redis = redis;
        this.lifetimeMillis = lifetime.toMillis();
        this.maxEntryBytes = maxEntryBytes;
        this.forgotten = new Forgotten(lifetime, System::nanoTime);
        this.atHand = Caffeine.newBuilder()
                .expireAfterWrite(atHand)
                .maximumWeight(AT_HAND_CHARACTERS)
                .weigher((EcgRef ecg, String report) -> report.length())
                .executor(Runnable::run)
                .build();
    }

    /**
     * The report as it was put, or empty where it is not known here. Redis is asked for a forgotten one too: otherwise the time would
     * tell it from one that never was.
     */
    public Future<Optional<String>> get(UUID userId, UUID ecgId) {
        String known = atHand.getIfPresent(new EcgRef(userId, ecgId));
        return known == null || forgotten.contains(userId, ecgId)
                ? fromRedis(userId, ecgId)
                : Future.succeededFuture(Optional.of(known));
    }

    private Future<Optional<String>> fromRedis(UUID userId, UUID ecgId) {
        return redis.send(Request.cmd(Command.GET, key(userId, ecgId)))
                .map(found -> Optional.ofNullable(found)
                        .map(Response::toString)
                        .filter(report -> putAtHand(userId, ecgId, report)))
                .otherwise(Optional.empty());
    }

    /** Put first, looked at second: whichever way an {@link #ignore} falls between, it is gone. False if it was forgotten. */
    private boolean putAtHand(UUID userId, UUID ecgId, String report) {
        EcgRef ecg = new EcgRef(userId, ecgId);
        atHand.put(ecg, report);
        boolean isForgotten = forgotten.contains(userId, ecgId);
        if (isForgotten) {
            atHand.invalidate(ecg);
        }
        return !isForgotten;
    }

    /** Remembers a report that will not change any more. */
    public Future<Void> put(UUID userId, UUID ecgId, String reportJson) {
        byte[] value = reportJson.getBytes(StandardCharsets.UTF_8);
        if (value.length > maxEntryBytes || !putAtHand(userId, ecgId, reportJson)) {
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
        atHand.invalidate(new EcgRef(userId, ecgId));
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
