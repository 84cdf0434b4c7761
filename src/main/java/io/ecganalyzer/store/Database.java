package io.ecganalyzer.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * PostgreSQL through pipelined connections. Every statement ends within a bounded time, with rows or with a failure: {@link
 * StoreUnavailableException} where PostgreSQL could not be asked, its own exception where it said no.
 *
 * <p>The client's own pipelined pool fills one connection's pipeline before it opens the next, so that statements queue behind each
 * other on one connection while others are idle. Here each goes to the connection with the fewest in flight.
 */
public final class Database {
    /** The server ends a slow statement itself; this is added for a server or a network that no longer answers at all. */
    private static final long SILENCE_MARGIN_MILLIS = 5_000;

    /** Needs room on the disk for some pages, and gives it back. */
    private static final String WRITE =
            "CREATE TEMPORARY TABLE room ON COMMIT DROP AS SELECT repeat('x', 1000) FROM generate_series(1, 200)";

    private final List<DatabaseConnection> connections;
    private final long answerMillis;
    private final Counter unavailable;
    private volatile boolean full;

    private Database(List<DatabaseConnection> connections, long answerMillis, MeterRegistry meters) {
        this.connections = connections;
        this.answerMillis = answerMillis;
        unavailable = Counter.builder("ecg.database.unavailable")
                .description("Statements that PostgreSQL could not be asked")
                .register(meters);
        Gauge.builder("ecg.database.statements", this, Database::inFlight)
                .description("Statements in flight or waiting for a connection")
                .register(meters);
        Gauge.builder("ecg.database.full", this, database -> database.full ? 1 : 0)
                .description("1 where PostgreSQL has no room left on its disk")
                .register(meters);
        Gauge.builder("ecg.database.connections.busy", this, Database::busy)
                .description("Connections with a statement in flight, of " + connections.size())
                .register(meters);
    }

    /** Opens no connection yet: they are opened when they are needed. */
    public static Database connect(Vertx vertx, DatabaseSettings settings) {
        return connect(vertx::getOrCreateContext, settings, new CompositeMeterRegistry());
    }

    /**
     * As {@link #connect(Vertx, DatabaseSettings)}, with gauges of its connections.
     *
     * @param homes the contexts they are to live on, asked once for each
     */
    public static Database connect(Supplier<Context> homes, DatabaseSettings settings, MeterRegistry meters) {
        PoolLimits limits = settings.limits();
        long silenceMillis = limits.statementTimeout().toMillis() + SILENCE_MARGIN_MILLIS;
        List<DatabaseConnection> connections = IntStream.rangeClosed(1, limits.connections())
                .mapToObj(number -> DatabaseConnection.to(homes.get(), settings, silenceMillis, number))
                .toList();
        return new Database(connections, limits.connectTimeout().toMillis() + silenceMillis, meters);
    }

    /** Whether PostgreSQL answers and, where its disk was full the last time it was to write, whether it can write again. */
    public Future<Void> ping() {
        return full
                ? query(WRITE, Tuple.tuple()).onSuccess(written -> full = false).mapEmpty()
                : query("SELECT 1", Tuple.tuple()).mapEmpty();
    }

    /** Closes the connections. Statements in flight fail: let their callers end first. */
    public Future<Void> close() {
        return Future.join(connections.stream().map(DatabaseConnection::close).toList())
                .mapEmpty();
    }

    Future<RowSet<Row>> query(String sql, Tuple arguments) {
        return leastBusy().query(sql, arguments, answerMillis).recover(failure -> {
            Throwable classified = DatabaseFailures.classified(failure);
            if (classified instanceof StoreUnavailableException absent) {
                unavailable.increment();
                if (absent.isFull()) {
                    full = true;
                }
            }
            return Future.failedFuture(classified);
        });
    }

    /** The first of equals, so that a quiet service keeps few connections open. */
    private DatabaseConnection leastBusy() {
        DatabaseConnection least = connections.get(0);
        for (DatabaseConnection connection : connections) {
            if (connection.inFlight() < least.inFlight()) {
                least = connection;
            }
        }
        return least;
    }

    private int inFlight() {
        return connections.stream().mapToInt(DatabaseConnection::inFlight).sum();
    }

    private long busy() {
        return connections.stream()
                .filter(connection -> connection.inFlight() > 0)
                .count();
    }
}
