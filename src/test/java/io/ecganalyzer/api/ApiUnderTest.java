package io.ecganalyzer.api;

import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.store.Counters;
import io.ecganalyzer.store.Database;
import io.ecganalyzer.store.DatabaseSettings;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.FailedJobStore;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.Lease;
import io.ecganalyzer.store.Migrations;
import io.ecganalyzer.store.NodeStore;
import io.ecganalyzer.store.RedisLink;
import io.ecganalyzer.store.ResultCache;
import io.ecganalyzer.store.StoredAnalysis;
import io.ecganalyzer.store.UserStore;
import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.Proxy;
import io.ecganalyzer.testing.RawHttp;
import io.ecganalyzer.testing.Services;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** The HTTP verticle on a database of its own, the shared Redis, and a bus on which nobody analyzes. */
final class ApiUnderTest implements AutoCloseable {
    static final String ADMIN = "root";
    static final String ADMIN_PASSWORD = "root-password";
    /** Of every user of the tests. */
    static final String PASSWORD = "a-users-password";

    private static final int CHEAP_BCRYPT = 4;
    private static final long BOUND_SECONDS = 30;

    final Vertx vertx = Vertx.vertx();
    final Bus bus;
    final EcgStore ecgs;
    final JobStore jobs;
    final Proxy database;
    final TestBacklog backlog = new TestBacklog();
    private final ApiServices services;
    private final Database pool;
    private final RedisLink redis;
    private final Authentication authentication;
    private final Path directory;
    private final int port;
    private final String deployment;

    private ApiUnderTest(ApiSettings settings) throws IOException {
        DatabaseSettings real = migrated();
        database = new Proxy(vertx, real.host(), real.port());
        pool = Database.connect(
                vertx,
                new DatabaseSettings("127.0.0.1", database.port(), real.database(), real.user(), real.password()));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        redis = RedisLink.connect(vertx, Services.shared().redisUri(), Duration.ofMillis(250));
        bus = new Bus(vertx, meters);
        ecgs = new EcgStore(pool);
        jobs = new JobStore(pool);
        UserStore users = new UserStore(pool);
        Counters counters = new Counters(redis);
        directory = Files.createTempDirectory("ecg-api-test");
        Path htpasswd = directory.resolve("htpasswd");
        new AdminBootstrap(htpasswd, directory.resolve("password"), CHEAP_BCRYPT)
                .run(Optional.of(ADMIN), Optional.of(ADMIN_PASSWORD));
        authentication = get(Authentication.start(
                vertx,
                new AuthenticationSettings(
                        htpasswd, CHEAP_BCRYPT, Duration.ofMinutes(1), 100, 2, 100, 10_000, 10_000, List.of()),
                users,
                counters,
                bus,
                meters));
        services = new ApiServices(
                settings,
                ecgs,
                new FailedJobStore(pool),
                users,
                new ResultCache(redis, Duration.ofMinutes(1), 1 << 20),
                counters,
                bus,
                AnalyzerRegistry.load(),
                authentication,
                meters,
                backlog,
                new NodeStore(pool));
        ApiVerticle verticle = new ApiVerticle(services);
        deployment = get(vertx.deployVerticle(verticle, new DeploymentOptions()));
        port = verticle.port();
    }

    static ApiUnderTest started() {
        return started(settings -> settings);
    }

    static ApiUnderTest started(UnaryOperator<ApiSettings> change) {
        try {
            return new ApiUnderTest(change.apply(ApiSettings.DEFAULTS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** Ends the verticle as a node does that closes. */
    void undeploy() {
        get(vertx.undeploy(deployment));
    }

    /** Registers a user with {@link #PASSWORD}. */
    UUID register(RawHttp http, String username) {
        Answer answer = http.request("POST", "/v1/admin/register_user")
                .as(ADMIN, ADMIN_PASSWORD)
                .json(new JsonObject()
                        .put("username", username)
                        .put("password", PASSWORD)
                        .encode())
                .send();
        return UUID.fromString(answer.json().getString("id"));
    }

    /** Stores a result of 7 zero crossings, as a worker does, and tells nobody. */
    void analyze(UUID userId, UUID ecgId) {
        long key = get(ecgs.report(userId, ecgId)).orElseThrow().ecgKey();
        Lease lease =
                get(jobs.claim(key, Duration.ofSeconds(30), 5)).orElseThrow().lease();
        StoredAnalysis crossings = new StoredAnalysis(
                "zero_crossings",
                "1.0.0",
                "{\"policy\":\"adjacent\"}",
                Optional.of("{\"zero_crosses_count\":7,\"leads\":[{\"name\":\"I\",\"zero_crosses_count\":7}]}"),
                Optional.empty(),
                1_000);
        get(jobs.complete(lease, List.of(crossings)));
    }

    Room room() {
        return services.room();
    }

    /** Clients that wait or follow now. */
    long waiters() {
        return services.room().watching();
    }

    /** Bytes of bodies that are held now. */
    long bodyBytes() {
        return services.room().bodyBytes().taken();
    }

    private static DatabaseSettings migrated() {
        DatabaseAddress address = Services.shared().freshDatabase();
        DatabaseSettings settings = new DatabaseSettings(
                address.host(), address.port(), address.database(), address.user(), address.password());
        Migrations.run(settings);
        return settings;
    }

    static <T> T get(Future<T> future) {
        try {
            return future.await(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + BOUND_SECONDS + " s", e);
        }
    }

    @Override
    public void close() {
        get(authentication.close());
        get(pool.close());
        get(redis.close());
        database.close();
        get(vertx.close());
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
