package io.ecganalyzer.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;

/**
 * Counts events in fixed windows of time, over all nodes through Redis. Each node counts its own events beside, so that a limit
 * holds while Redis is away or has lost its memory. A window begins with its first event. Its futures never fail.
 */
public final class Counters {
    /** In one step, as a counter whose time to live was lost would never end. */
    private static final String INCREMENT = """
            local count = redis.call('INCR', KEYS[1])
            if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return count
            """;

    private static final String KEY_PREFIX = "ecg:count:";

    /** Keys counted on this node at once, some 10 MB; beyond it those that were used least are forgotten. */
    private static final int BOUND = 100_000;

    private record Window(long count, long lengthNanos) {
        Window andOne() {
            return new Window(count + 1, lengthNanos);
        }
    }

    private final RedisLink redis;
    private final Cache<String, Window> own;

    public Counters(RedisLink redis) {
        this(redis, Ticker.systemTicker());
    }

    Counters(RedisLink redis, Ticker ticker) {
        this.redis = redis;
        this.own = Caffeine.newBuilder()
                .maximumSize(BOUND)
                .expireAfter(Expiry.<String, Window>creating((key, window) -> Duration.ofNanos(window.lengthNanos())))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Counts one event; the number of events in the key's window, with this one. */
    public Future<Long> increment(String key, Duration window) {
        long here = own.asMap()
                .merge(key, new Window(1, window.toNanos()), (counted, one) -> counted.andOne())
                .count();
        return redis.send(Request.cmd(Command.EVAL, INCREMENT, 1, KEY_PREFIX + key, window.toMillis()))
                .map(count -> Math.max(here, count.toLong()))
                .otherwise(here);
    }
}
