package io.ecganalyzer.acceptance;

import io.ecganalyzer.client.ApiClient;
import io.ecganalyzer.client.ApiException;
import io.ecganalyzer.client.api.AdministrationApi;
import io.ecganalyzer.client.model.UserRegistration;
import io.ecganalyzer.config.Config;
import io.ecganalyzer.config.Given;
import io.ecganalyzer.node.Node;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.Proxy;
import io.ecganalyzer.testing.RawHttp;
import io.ecganalyzer.testing.Services;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The whole service as one node on a database of its own, and the first words of the language that tests speak with it. */
public final class Service implements AutoCloseable {
    public static final String ADMIN = "root";
    public static final String ADMIN_PASSWORD = "the password of root";

    private static final Vertx VERTX_OF_PROXIES = Vertx.vertx();

    private final Path directory;
    private final DatabaseAddress address;
    private final Proxy database;
    private final Node node;
    private final URI api;
    private final URI management;

    private Service(Map<String, String> settings) throws IOException {
        directory = Files.createTempDirectory("ecg-acceptance");
        address = Services.shared().freshDatabase();
        database = new Proxy(VERTX_OF_PROXIES, address.host(), address.port());
        Map<String, Given> given = new HashMap<>();
        defaults().forEach((key, value) -> {
            if (!isEmbedded(key, settings)) {
                given.put(key, new Given("the test", value));
            }
        });
        settings.forEach((key, value) -> given.put(key, new Given("the test", value)));
        node = new Node(Config.load(given, Map.of(), Optional.empty()));
        Node.Started started = node.start();
        api = URI.create(started.apiUrl().orElseThrow());
        management = URI.create(started.managementUrl());
    }

    public static Service started() {
        return with(Map.of());
    }

    /** With these settings by their keys. */
    public static Service with(Map<String, String> settings) {
        try {
            return new Service(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A free port of each kind, external services, cheap passwords. */
    private Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>();
        defaults.put("http.port", "0");
        defaults.put("data.dir", directory.toString());
        defaults.put("admin.username", ADMIN);
        defaults.put("admin.password", ADMIN_PASSWORD);
        defaults.put("auth.bcrypt_cost", "4");
        defaults.put("auth.max_failures_per_name", "100000");
        defaults.put("auth.max_failures_per_address", "100000");
        defaults.put("database.mode", "external");
        defaults.put("database.host", "127.0.0.1");
        defaults.put("database.port", Integer.toString(database.port()));
        defaults.put("database.name", address.database());
        defaults.put("database.user", address.user());
        defaults.put("database.password", address.password());
        defaults.put("redis.mode", "external");
        defaults.put("redis.uri", Services.shared().redisUri().toString());
        defaults.put("broker.mode", "external");
        defaults.put("broker.uri", Services.shared().brokerUri().toString());
        return defaults;
    }

    /** Whether it says where a server is that the settings want embedded. */
    private static boolean isEmbedded(String key, Map<String, String> settings) {
        return "embedded".equals(settings.get(key.substring(0, key.indexOf('.')) + ".mode"));
    }

    /** A registered user of that name, new with each service. */
    public UserSteps asUser(String username) {
        String password = "the password of " + username;
        AdministrationApi administration = new AdministrationApi(client(ADMIN, ADMIN_PASSWORD));
        try {
            administration.registerUser(
                    new UserRegistration().username(username).password(password));
        } catch (ApiException e) {
            if (e.getCode() != 409) {
                throw new AssertionError("registering " + username + " failed: " + e.getResponseBody(), e);
            }
        }
        return new UserSteps(client(username, password));
    }

    /** A generated client that logs in with each request. */
    public ApiClient client(String username, String password) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(api.toString());
        client.setRequestInterceptor(request -> request.setHeader("Authorization", RawHttp.basic(username, password)));
        return client;
    }

    /** Where its API is. */
    public URI url() {
        return api;
    }

    public URI management() {
        return management;
    }

    public RawHttp http(ContractCheck contract) {
        return new RawHttp(api.getHost(), api.getPort(), contract);
    }

    public RawHttp managementHttp(ContractCheck contract) {
        return new RawHttp(management.getHost(), management.getPort(), contract);
    }

    /** What stands between the service and its database. */
    public Proxy database() {
        return database;
    }

    /** Where the database is without anything between. */
    public DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        node.close();
        database.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
