package io.ecganalyzer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.bridge.BrokerAddress;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.config.Config;
import io.ecganalyzer.store.Counters;
import io.ecganalyzer.store.Database;
import io.ecganalyzer.store.DatabaseSettings;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.FailedJobStore;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.Migrations;
import io.ecganalyzer.store.NodeStore;
import io.ecganalyzer.store.RedisLink;
import io.ecganalyzer.store.ResultCache;
import io.ecganalyzer.store.UserStore;
import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.RawHttp;
import io.ecganalyzer.testing.Services;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every pair of 1 to 16 verticles for the API and 1 to 16 for the analyzers takes an ECG and gives its report. */
final class InstancePairsIT {
    private static final int MOST = 16;
    private static final String ECG = "{\"leads\":[{\"name\":\"I\",\"signal\":[5,0,-4,23,-9]}]}";
    private static final String USER = RawHttp.basic("ada", TestNodes.passwordOf("ada"));

    private final HttpClient client = HttpClient.newHttpClient();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AnalyzerRegistry analyzers = AnalyzerRegistry.load();
    private final DatabaseAddress address = Services.shared().freshDatabase();
    private final Shutdown shared = new Shutdown();

    @TempDir
    private Path directory;

    private Vertx vertx;
    private Bus bus;
    private Stores stores;
    private Bridge bridge;

    /** All that does not depend on the instances; the roles come and go in each pair. */
    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        shared.add("Vert.x", Duration.ofSeconds(5), vertx::close);
        bus = new Bus(vertx, meters);
        DatabaseSettings settings = new DatabaseSettings(
                address.host(), address.port(), address.database(), address.user(), address.password());
        Migrations.run(settings);
        Database database = Database.connect(vertx, settings);
        shared.add("database", Duration.ofSeconds(5), database::close);
        RedisLink redis = RedisLink.connect(vertx, Services.shared().redisUri(), Duration.ofSeconds(1));
        shared.add("redis", Duration.ofSeconds(5), redis::close);
        stores = new Stores(
                database,
                redis,
                new EcgStore(database),
                new JobStore(database),
                new FailedJobStore(database),
                new UserStore(database),
                new NodeStore(database),
                new ResultCache(redis, Duration.ofMinutes(1), 1 << 16),
                new Counters(redis));
        bridge = new Bridge(
                config(1, 1),
                InnerLoops.of(vertx),
                stores.jobs(),
                bus,
                new BrokerAddress(Services.shared().brokerUri()),
                meters);
        bridge.start(shared);
        bridge.startConsumer(shared);
    }

    @AfterEach
    void close() {
        shared.run();
    }

    @Test
    void everyPairOfInstancesDoesTheWork() throws Exception {
        List<String> undone = new ArrayList<>();
        for (int analyzing = 1; analyzing <= MOST; analyzing++) {
            Shutdown analyzerParts = new Shutdown();
            new AnalyzerRole(
                            config(1, analyzing),
                            InnerLoops.of(vertx),
                            stores,
                            bus,
                            analyzers,
                            meters,
                            bridge.retryDelay())
                    .start(analyzerParts);
            for (int serving = 1; serving <= MOST; serving++) {
                String status = statusWith(config(serving, analyzing));
                if (!status.equals("done")) {
                    undone.add("api " + serving + ", analyzer " + analyzing + ": " + status);
                }
            }
            analyzerParts.run();
        }
        assertEquals(List.of(), undone);
    }

    private String statusWith(Config config) throws Exception {
        Shutdown apiParts = new Shutdown();
        try {
            int port = new ApiRole(config, directory, vertx, stores, bus, analyzers, meters, bridge)
                    .start(apiParts)
                    .port();
            URI api = URI.create("http://127.0.0.1:" + port);
            register(api);
            HttpResponse<String> accepted = client.send(
                    request(api, "/v1/ecg")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(ECG))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String id = new JsonObject(accepted.body()).getString("id");
            HttpResponse<String> report = client.send(
                    request(api, "/v1/ecg/" + id).header("Prefer", "wait=30").build(),
                    HttpResponse.BodyHandlers.ofString());
            return new JsonObject(report.body()).getString("status");
        } finally {
            apiParts.run();
        }
    }

    /** Once; later pairs find the user there. */
    private void register(URI api) throws Exception {
        client.send(
                HttpRequest.newBuilder(api.resolve("/v1/admin/register_user"))
                        .header("Authorization", RawHttp.basic(TestNodes.ADMIN, TestNodes.ADMIN_PASSWORD))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"username\":\"ada\",\"password\":\"" + TestNodes.passwordOf("ada") + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private static HttpRequest.Builder request(URI api, String path) {
        return HttpRequest.newBuilder(api.resolve(path)).header("Authorization", USER);
    }

    private Config config(int serving, int analyzing) {
        Map<String, String> settings = new HashMap<>(TestNodes.servers(address));
        settings.putAll(Map.of(
                "http.port",
                "0",
                "data.dir",
                directory.toString(),
                "admin.username",
                TestNodes.ADMIN,
                "admin.password",
                TestNodes.ADMIN_PASSWORD,
                "auth.bcrypt_cost",
                "4",
                "api.instances",
                Integer.toString(serving),
                "analyzer.instances",
                Integer.toString(analyzing)));
        return TestNodes.config(settings);
    }
}
