package io.ecganalyzer.store;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.Proxy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseIT {
    private static final PoolLimits LIMITS = new PoolLimits(2, 40, Duration.ofSeconds(3), Duration.ofSeconds(2));
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private static DatabaseSettings settings;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Vertx vertx;
    private Proxy proxy;
    private Database database;

    @BeforeAll
    static void start() {
        settings = TestDatabase.empty();
    }

    @BeforeEach
    void connect() {
        vertx = Vertx.vertx();
        proxy = new Proxy(vertx, settings.host(), settings.port());
        database = Database.connect(
                vertx::getOrCreateContext,
                new DatabaseSettings(
                        "127.0.0.1", proxy.port(), settings.database(), settings.user(), settings.password(), LIMITS),
                meters);
    }

    @AfterEach
    void close() {
        get(database.close());
        proxy.close();
        get(vertx.close());
    }

    @Test
    void statementsGoToTheConnectionWithTheFewestInFlight() {
        long serverProcesses = sleepers(2).stream()
                .map(answer -> get(answer).iterator().next().getInteger("pid"))
                .distinct()
                .count();
        assertEquals(2, serverProcesses);
    }

    @Test
    void aServerThatRefusesConnectionsIsUnavailable() {
        proxy.cut();
        assertUnavailable(database.ping());
        recovers();
    }

    @Test
    void aConnectionThatBreaksUnderAStatementIsUnavailable() {
        get(database.ping());
        Future<RowSet<Row>> answer = sleepers(1).get(0);
        Awaitility.await().atMost(RECOVERY).until(() -> gauge("ecg.database.statements") == 1);
        proxy.cut();
        assertUnavailable(answer);
        recovers();
    }

    @Test
    void aServerThatNoLongerAnswersIsUnavailableWithinABound() {
        get(database.ping());
        proxy.freeze();
        assertUnavailable(database.ping());
        recovers();
    }

    @Test
    void aStatementThatTakesTooLongIsEndedByTheServer() {
        Throwable failure = assertUnavailable(query("SELECT pg_sleep(60)"));
        assertEquals(
                "57014", assertInstanceOf(PgException.class, failure.getCause()).getSqlState());
        get(database.ping());
    }

    @Test
    void statementsBeyondTheQueueAreRefusedAtOnce() {
        List<Future<RowSet<Row>>> many = IntStream.range(0, 200)
                .mapToObj(i -> query("SELECT pg_sleep(0.01)"))
                .toList();
        List<Throwable> refused = many.stream()
                .map(answer -> answer.transform(ended -> Future.succeededFuture(ended.cause())))
                .map(TestDatabase::get)
                .filter(failure -> failure != null)
                .toList();
        assertTrue(refused.size() > 50, refused.size() + " were refused");
        refused.forEach(failure -> assertInstanceOf(StoreUnavailableException.class, failure));
        assertEquals(refused.size(), meters.counter("ecg.database.unavailable").count());
        get(database.ping());
    }

    @Test
    void aServerThatShutsConnectionsDownIsUnavailable() {
        Future<RowSet<Row>> answer = sleepers(1).get(0);
        Awaitility.await().atMost(RECOVERY).until(() -> terminateSleepers() == 1);
        assertUnavailable(answer);
        recovers();
    }

    @Test
    void whatPostgresqlRefusesIsNoUnavailability() {
        assertInstanceOf(PgException.class, failure(query("SELECT nonsense")));
        assertInstanceOf(PgException.class, failure(query("SELECT 1/0")));
    }

    @Test
    void aLoginThatFailsIsUnavailable() {
        Database wrong = Database.connect(
                vertx,
                new DatabaseSettings(
                        settings.host(), settings.port(), settings.database() + "_absent", settings.user(), "x"));
        assertUnavailable(wrong.ping());
        get(wrong.close());
    }

    @Test
    void gaugesCountStatementsAndBusyConnections() {
        List<Future<RowSet<Row>>> answers = sleepers(3);
        assertEquals(3, gauge("ecg.database.statements"));
        assertEquals(2, gauge("ecg.database.connections.busy"));
        answers.forEach(TestDatabase::get);
        assertEquals(0, gauge("ecg.database.statements"));
    }

    private void recovers() {
        proxy.mend();
        Awaitility.await()
                .atMost(RECOVERY)
                .until(() -> database.ping()
                        .transform(ended -> Future.succeededFuture(ended.succeeded()))
                        .await());
    }

    private Future<RowSet<Row>> query(String sql) {
        return database.query(sql, Tuple.tuple());
    }

    private List<Future<RowSet<Row>>> sleepers(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> query("SELECT pg_sleep(0.3), pg_backend_pid() AS pid"))
                .toList();
    }

    private int terminateSleepers() {
        return get(query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                        + " AND datname = current_database() AND state = 'active' AND query LIKE 'SELECT pg_sleep%'"))
                .size();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private static Throwable assertUnavailable(Future<?> future) {
        return assertInstanceOf(StoreUnavailableException.class, failure(future));
    }

    private static Throwable failure(Future<?> future) {
        return assertThrows(Throwable.class, () -> get(future));
    }
}
