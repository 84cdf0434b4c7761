package io.ecganalyzer.node;

import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.config.Config;
import io.ecganalyzer.config.Role;
import io.ecganalyzer.store.Counters;
import io.ecganalyzer.store.Database;
import io.ecganalyzer.store.DatabaseSettings;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.FailedJobStore;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.MigrationException;
import io.ecganalyzer.store.Migrations;
import io.ecganalyzer.store.MonthStore;
import io.ecganalyzer.store.NodeStore;
import io.ecganalyzer.store.RedisLink;
import io.ecganalyzer.store.ResultCache;
import io.ecganalyzer.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One running node. It starts from what others depend on to what depends on it, and closes in the opposite order:
 *
 * <pre>
 *   data directory ─ servers ─ Vert.x ─ schema ─ stores ─ bridge ─ analyzers ─ management port ─ API
 * </pre>
 *
 * <p>The parts' times to close add up to less than the 30 s that an operator's platform gives, beside {@code shutdown.delay}.
 */
public final class Node implements AutoCloseable {
    /** Redis is a cache: who waits longer for it than for PostgreSQL has none. */
    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(250);

    /**
     * Where a started node is.
     *
     * @param apiUrl empty on a node without that role
     * @param administrators where their passwords are, in a line; empty on a node without API
     */
    public record Started(
            Optional<String> apiUrl, String managementUrl, Path dataDirectory, Optional<String> administrators) {}

    private final Config config;
    private final Shutdown shutdown = new Shutdown();
    private Vertx vertx;
    private final CountDownLatch closed = new CountDownLatch(1);

    public Node(Config config) {
        this.config = config;
    }

    /**
     * Starts everything and waits until it works. What was started is closed again if something does not start.
     *
     * @throws NodeException with the reason in one line
     */
    public Started start() {
        try {
            return startParts();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Ends everything in order and waits for it, less than 30 s beside {@code shutdown.delay}. It may be called at any time, from any thread but Vert.x's. */
    @Override
    public void close() {
        shutdown.run();
        closed.countDown();
    }

    /** For tests that interfere with the event bus of a started node. */
    Vertx vertx() {
        return vertx;
    }

    /** Waits until another thread has closed it. */
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    private Started startParts() {
        boolean servesApi = config.roles().contains(Role.API);
        requireFreePorts(servesApi);
        DataDirectory data = DataDirectory.take(config.dataDirectory());
        shutdown.addBlocking("data directory", Duration.ofMillis(500), data);
        Servers servers = new Servers(config, data.path().resolve("embedded"));
        shutdown.addBlocking("embedded servers", Duration.ofMillis(8_500), servers);
        Meters meters = new Meters();
        vertx = EventBusOfNodes.start(config.cluster(), meters, shutdown);

        DatabaseSettings database = servers.database();
        migrate(database);
        InnerLoops loops = InnerLoops.of(vertx);
        Stores stores = stores(loops, database, servers, meters);
        lookAfterMonths(vertx, stores, meters);
        AnalyzerRegistry analyzers = AnalyzerRegistry.load();
        Bus bus = new Bus(vertx, meters.registry());
        Bridge bridge = new Bridge(config, loops, stores.jobs(), bus, servers.broker(), meters.registry());
        bridge.start(shutdown);
        if (config.roles().contains(Role.ANALYZER)) {
            new AnalyzerRole(config, loops, stores, bus, analyzers, meters.registry(), bridge.retryDelay())
                    .start(shutdown);
            bridge.startConsumer(shutdown);
        }
        Health health = health(stores, bridge, servesApi);
        HttpServer management = listenForOperators(vertx, health, meters);
        Optional<ApiRole.Listening> api = servesApi
                ? Optional.of(new ApiRole(config, data.path(), vertx, stores, bus, analyzers, meters.registry(), bridge)
                        .start(shutdown))
                : Optional.empty();
        new Heartbeat(config, vertx, stores.nodes(), meters.registry()).start(shutdown);
        Started started = new Started(
                api.map(listening -> Urls.reachable(apiScheme(), config.http().host(), listening.port())),
                Urls.reachable("http", config.management().host(), management.actualPort()),
                data.path(),
                api.map(ApiRole.Listening::administrators));
        announce(data, started);
        drainFirst(vertx, health, servesApi);
        return started;
    }

    private String apiScheme() {
        return config.http().tls().isPresent() ? "https" : "http";
    }

    private void requireFreePorts(boolean servesApi) {
        if (servesApi) {
            Ports.requireFree(config.http().host(), config.http().port(), "http.port");
        }
        Ports.requireFree(config.management().host(), config.management().port(), "management.port");
    }

    private static void migrate(DatabaseSettings database) {
        try {
            Migrations.run(database);
        } catch (MigrationException e) {
            // The lines after it are Flyway's block of SQL states and error codes.
            throw new NodeException(e.getMessage().lines().findFirst().orElse("the schema"), e);
        }
    }

    private void lookAfterMonths(Vertx vertx, Stores stores, Meters meters) {
        MonthUpkeep upkeep = new MonthUpkeep(new MonthStore(stores.database()), meters.registry());
        String deployment = Await.result("the months' tables", vertx.deployVerticle(upkeep));
        shutdown.add("months' tables", Duration.ofSeconds(1), () -> vertx.undeploy(deployment));
    }

    private Stores stores(InnerLoops loops, DatabaseSettings settings, Servers servers, Meters meters) {
        Database database = Database.connect(loops::context, settings, meters.registry());
        shutdown.add("database", Duration.ofSeconds(1), database::close);
        RedisLink redis = RedisLink.connect(
                loops.context(), servers.redisUri(), config.redis().ca(), REDIS_TIMEOUT);
        shutdown.add("redis", Duration.ofSeconds(1), redis::close);
        Config.Cache cache = config.cache();
        return new Stores(
                database,
                redis,
                new EcgStore(database),
                new JobStore(database),
                new FailedJobStore(database),
                new UserStore(database),
                new NodeStore(database),
                new ResultCache(redis, cache.ttl(), (int) cache.maxEntry().bytes()),
                new Counters(redis));
    }

    /** Without the broker submissions are taken all the same; a node that only analyzes has nothing to do then. */
    private static Health health(Stores stores, Bridge bridge, boolean servesApi) {
        Health health = new Health().requires("database", stores.database()::ping);
        return (servesApi ? health.prefers("broker", bridge::ping) : health.requires("broker", bridge::ping))
                .prefers("cache", stores.redis()::ping);
    }

    private HttpServer listenForOperators(Vertx vertx, Health health, Meters meters) {
        HttpServer server = Await.result(
                "the management port",
                new ManagementServer(vertx, health, meters.registry())
                        .listen(config.management().host(), config.management().port()));
        shutdown.add("management port", Duration.ofSeconds(1), server::close);
        return server;
    }

    /** The first of all that closes: a balancer sees that the node is not ready, and sends it nothing more while it still answers. */
    private void drainFirst(Vertx vertx, Health health, boolean servesApi) {
        Duration delay = servesApi ? config.shutdown().delay() : Duration.ZERO;
        shutdown.add("readiness", delay.plusSeconds(1), () -> {
            health.leave();
            return delay.isZero()
                    ? Future.succeededFuture()
                    : vertx.timer(delay.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
        });
    }

    private void announce(DataDirectory data, Started started) {
        started.apiUrl().ifPresent(url -> {
            data.announce(url);
            shutdown.addBlocking("announcement", Duration.ofMillis(500), data::withdraw);
        });
    }
}
