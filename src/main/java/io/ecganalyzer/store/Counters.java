package io.ecganalyzer.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;

/** Counts events in fixed windows of time, over all nodes; over this node alone while Redis is away. Its futures never fail. */
public final class Counters {
    private static final String INCREMENT = """
            local n = redis.call('INCR', KEYS[1])
            if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return n
            """;

    private final RedisLink redis;

    public Counters(RedisLink redis) {
        this.redis = redis;
    }

    /** Counts one event; the number of events in this window, with this one. The window begins with its first event. */
    public Future<Long> increment(String key, Duration window) {
        return redis.send(Request.cmd(Command.EVAL, INCREMENT, 1, "ecg:count:" + key, window.toMillis()))
                .map(Response::toLong);
    }

    /** The number of events in this window so far. */
    public Future<Long> count(String key) {
        return redis.send(Request.cmd(Command.GET, "ecg:count:" + key))
                .map(found -> found == null ? 0L : found.toLong());
    }
}
