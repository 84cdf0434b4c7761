package io.ecganalyzer.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
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

/**
 * PostgreSQL through a pipelined pool. Every statement ends within a bounded time, with rows or with a failure: {@link
 * StoreUnavailableException} where PostgreSQL could not be asked, its own exception where it said no.
 */
public final class Database {
    /** Statements in flight on one connection. A few hide the round trip; many would queue behind one slow statement. */
    private static final int PIPELINED = 16;

    /** The server ends a statement first; this is for a server or a network that no longer answers. */
    private static final long SILENCE_MARGIN_MILLIS = 5_000;

    private final SqlClient client;
    private final long answerMillis;

    private Database(SqlClient client, long answerMillis) {
        this.client = client;
        this.answerMillis = answerMillis;
    }

    /** Opens no connection yet: they are opened when they are needed. */
    public static Database connect(Vertx vertx, DatabaseSettings settings) {
        PoolLimits limits = settings.limits();
        long silenceMillis = limits.statementTimeout().toMillis() + SILENCE_MARGIN_MILLIS;
        SqlClient client = PgBuilder.client()
                .with(poolOptions(limits))
                .with(new NetClientOptions()
                        .setConnectTimeout((int) limits.connectTimeout().toMillis())
                        .setTcpKeepAlive(true)
                        .setReadIdleTimeout((int) silenceMillis)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(connectOptions(settings))
                .using(vertx)
                .build();
        return new Database(client, limits.connectTimeout().toMillis() + silenceMillis);
    }

    private static PoolOptions poolOptions(PoolLimits limits) {
        return new PoolOptions()
                .setName("postgresql")
                .setMaxSize(limits.connections())
                .setMaxWaitQueueSize(limits.waiting())
                .setConnectionTimeout((int) limits.connectTimeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    private static PgConnectOptions connectOptions(DatabaseSettings settings) {
        return new PgConnectOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setDatabase(settings.database())
                .setUser(settings.user())
                .setPassword(settings.password())
                .setPipeliningLimit(PIPELINED)
                .setCachePreparedStatements(true)
                .setProperties(Map.of(
                        "application_name",
                        "ecg-analyzer",
                        "statement_timeout",
                        Long.toString(settings.limits().statementTimeout().toMillis())));
    }

    /** Whether PostgreSQL answers. */
    public Future<Void> ping() {
        return query("SELECT 1", Tuple.tuple()).mapEmpty();
    }

    /** Lets statements in flight end, then closes the connections. */
    public Future<Void> close() {
        return client.close();
    }

    Future<RowSet<Row>> query(String sql, Tuple arguments) {
        return client.preparedQuery(sql)
                .execute(arguments)
                .timeout(answerMillis, TimeUnit.MILLISECONDS)
                .recover(e -> Future.failedFuture(DatabaseFailures.classified(e)));
    }
}
