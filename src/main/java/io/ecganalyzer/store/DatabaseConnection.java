package io.ecganalyzer.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection, opened when it is needed and again after it was lost, with a bounded number of statements on it. */
final class DatabaseConnection {
    /** Statements sent without waiting for the answers before them. Enough to hide a network's round trip of some ms. */
    private static final int PIPELINED = 16;

    /** Lets a new server behind the same name be found, and returns the memory of a long-lived server process. */
    private static final int LIFETIME_MINUTES = 30;

    private final Context home;
    private final SqlClient client;
    private final AtomicInteger inFlight = new AtomicInteger();

    private DatabaseConnection(Context home, SqlClient client) {
        this.home = home;
        this.client = client;
    }

    /** @param home the context it lives on */
    static DatabaseConnection to(Context home, DatabaseSettings settings, long silenceMillis, int number) {
        return new DatabaseConnection(
                home,
                PgBuilder.client()
                        .with(poolOptions(settings.limits(), number))
                        .with(netOptions(settings.limits(), silenceMillis))
                        .connectingTo(connectOptions(settings))
                        .using(home.owner())
                        .build());
    }

    /** Completes on the caller's context, {@code withinMillis} after it was sent at the latest. */
    Future<RowSet<Row>> query(String sql, Tuple arguments, long withinMillis) {
        inFlight.incrementAndGet();
        // A connection is opened on the context of whoever needs it first, and used from any; here that is always one.
        return CallersContext.asked(home, () -> executed(sql, arguments).timeout(withinMillis, TimeUnit.MILLISECONDS));
    }

    private Future<RowSet<Row>> executed(String sql, Tuple arguments) {
        try {
            return client.preparedQuery(sql).execute(arguments).onComplete(ended -> inFlight.decrementAndGet());
        } catch (RuntimeException e) {
            inFlight.decrementAndGet();
            throw e;
        }
    }

    int inFlight() {
        return inFlight.get();
    }

    Future<Void> close() {
        return client.close();
    }

    /** Each has a name of its own, because metrics of one name are kept once. */
    private static PoolOptions poolOptions(PoolLimits limits, int number) {
        return new PoolOptions()
                .setName("postgresql-" + number)
                .setMaxSize(1)
                .setMaxWaitQueueSize(Math.max(1, limits.waiting() / limits.connections()))
                .setMaxLifetime(LIFETIME_MINUTES)
                .setMaxLifetimeUnit(TimeUnit.MINUTES)
                .setConnectionTimeout((int) limits.connectTimeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** Nothing is read for longer than a statement may take: the peer is gone. An idle connection is closed by the same measure. */
    private static NetClientOptions netOptions(PoolLimits limits, long silenceMillis) {
        return new NetClientOptions()
                .setConnectTimeout((int) limits.connectTimeout().toMillis())
                .setTcpKeepAlive(true)
                .setReadIdleTimeout((int) silenceMillis)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    private static PgConnectOptions connectOptions(DatabaseSettings settings) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setDatabase(settings.database())
                .setUser(settings.user())
                .setPassword(settings.password())
                .setPipeliningLimit(PIPELINED)
                .setCachePreparedStatements(true)
                .setProperties(session(settings))
                .setSslMode(settings.tls().sslMode());
        settings.tls().clientOptions().ifPresent(options::setSslOptions);
        return options;
    }

    /**
     * Planning a statement on tables of many months anew costs milliseconds, so each is planned once. That plan is kept until the table
     * is analyzed; made on the empty tables a month begins with it would read them whole, though every statement here has an index.
     */
    private static Map<String, String> session(DatabaseSettings settings) {
        return Map.of(
                "application_name",
                "ecg-analyzer",
                "plan_cache_mode",
                "force_generic_plan",
                "enable_seqscan",
                "off",
                "statement_timeout",
                Long.toString(settings.limits().statementTimeout().toMillis()));
    }
}
