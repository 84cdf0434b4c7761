package io.ecganalyzer.api;

import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.store.Counters;
import io.ecganalyzer.store.Database;
import io.ecganalyzer.store.DatabaseSettings;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.FailedJobStore;
import io.ecganalyzer.store.Migrations;
import io.ecganalyzer.store.NodeStore;
import io.ecganalyzer.store.RedisLink;
import io.ecganalyzer.store.ResultCache;
import io.ecganalyzer.store.UserStore;
import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.Services;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** The HTTP side of one node on real services; several on one Vert.x are as several nodes of a cluster. */
final class ApiNode implements AutoCloseable {
    static final String ADMINISTRATOR = "root";
    static final String ADMINISTRATORS_PASSWORD = "root's password";

    private static final int CHEAP = 4;
    private static final Duration CACHE_LIFETIME = Duration.ofMinutes(10);
    private static final int CACHE_ENTRY_BYTES = 1 << 20;

    final Vertx vertx;
    final EcgStore ecgs;
    final UserStore users;
    final ResultCache results;
    final ApiServices services;
    final int port;
    private final Database database;
    private final RedisLink redis;
    private final Authentication authentication;
    private final String deployment;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();

    private ApiNode(Vertx vertx, DatabaseSettings databaseSettings, AuthenticationSettings settings) {
        this.vertx = vertx;
        database = Database.connect(vertx, databaseSettings);
        redis = RedisLink.connect(vertx, Services.shared().redisUri(), Duration.ofSeconds(2));
        ecgs = new EcgStore(database);
        users = new UserStore(database);
        results = new ResultCache(redis, CACHE_LIFETIME, CACHE_ENTRY_BYTES);
        Counters counters = new Counters(redis);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Bus bus = new Bus(vertx, meters);
        authentication = get(Authentication.start(vertx, settings, users, counters, bus, meters));
        services = new ApiServices(
                apiSettings(),
                ecgs,
                new FailedJobStore(database),
                users,
                results,
                counters,
                bus,
                AnalyzerRegistry.load(),
                authentication,
                meters,
                new TestBacklog(),
                new NodeStore(database));
        ApiVerticle api = new ApiVerticle(services);
        deployment = get(vertx.deployVerticle(api));
        port = api.port();
    }

    /** A port of its own: a free one chosen by Vert.x is shared by all verticles, which would make one node of several. */
    private static ApiSettings apiSettings() {
        ApiSettings defaults = ApiSettings.DEFAULTS;
        return new ApiSettings(
                defaults.host(),
                freePort(),
                defaults.maxBodyBytes(),
                defaults.bodyTimeout(),
                defaults.idleTimeout(),
                defaults.publicUrl(),
                defaults.maxLeads(),
                defaults.maxSamples(),
                defaults.requestsPerMinute(),
                defaults.tls());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApiNode start(Vertx vertx, DatabaseSettings database, AuthenticationSettings settings) {
        return new ApiNode(vertx, database, settings);
    }

    static DatabaseSettings freshDatabase() {
        DatabaseAddress address = Services.shared().freshDatabase();
        DatabaseSettings settings = new DatabaseSettings(
                address.host(), address.port(), address.database(), address.user(), address.password());
        Migrations.run(settings);
        return settings;
    }

    /** Cheap hashes, room for all tests, and an htpasswd file with {@link #ADMINISTRATOR}. */
    static AuthenticationSettings settings(Path directory) throws Exception {
        return settings(directory, CHEAP);
    }

    static AuthenticationSettings settings(Path directory, int administratorsCost) throws Exception {
        Path htpasswd = directory.resolve("htpasswd");
        new AdminBootstrap(htpasswd, directory.resolve("password"), administratorsCost)
                .run(Optional.of(ADMINISTRATOR), Optional.of(ADMINISTRATORS_PASSWORD));
        return new AuthenticationSettings(
                htpasswd, CHEAP, Duration.ofMinutes(1), 1000, 2, 1000, 1_000_000, 1_000_000, List.of());
    }

    static AuthenticationSettings with(
            AuthenticationSettings settings, int cost, int threads, int waiting, int byName, int byAddress) {
        return new AuthenticationSettings(
                settings.htpasswdFile(),
                cost,
                settings.remember(),
                settings.rememberMaximum(),
                threads,
                waiting,
                byName,
                byAddress,
                settings.trustedProxies());
    }

    /** A client at an address of this machine's loopback network. */
    Client at(String address) {
        return clients.computeIfAbsent(
                address,
                local -> new Client(vertx.createHttpClient(new HttpClientOptions()
                        .setLocalAddress(local)
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(port))));
    }

    Client client() {
        return at("127.0.0.1");
    }

    Answer asAdministrator(HttpMethod method, String path, String body) {
        return client().call(method, path, ADMINISTRATOR, ADMINISTRATORS_PASSWORD, body);
    }

    static <T> T get(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within a minute", e);
        }
    }

    @Override
    public void close() {
        get(vertx.undeploy(deployment));
        get(authentication.close());
        get(redis.close());
        get(database.close());
    }

    record Answer(int status, UnaryOperator<String> headers, Buffer body) {
        String header(String name) {
            return headers.apply(name);
        }

        String type() {
            return body.toJsonObject().getString("type").substring("urn:ecg-analyzer:problem:".length());
        }
    }

    /** Calls as somebody, or as nobody. */
    record Client(HttpClientAgent http) {
        Answer call(HttpMethod method, String path, String username, String password, String body) {
            return get(begin(method, path, username, password, body));
        }

        Future<Answer> begin(HttpMethod method, String path, String username, String password, String body) {
            RequestOptions request = new RequestOptions().setMethod(method).setURI(path);
            if (username != null) {
                request.putHeader("Authorization", basic(username, password));
            }
            if (!body.isEmpty()) {
                request.putHeader("Content-Type", "application/json");
            }
            // Nested: attached from this thread, the body's turn could be missed.
            return http.request(request)
                    .compose(prepared -> prepared.send(Buffer.buffer(body))
                            .compose(answer -> answer.body()
                                    .map(bytes -> new Answer(answer.statusCode(), answer::getHeader, bytes))));
        }
    }

    static String basic(String username, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
