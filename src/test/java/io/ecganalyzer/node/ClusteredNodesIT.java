package io.ecganalyzer.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster is for: what happens on one node is known on the others at once, and comes right where the bus loses it. */
final class ClusteredNodesIT {
    @TempDir
    private Path directory;

    private TestNodes nodes;

    @BeforeEach
    void prepare() {
        nodes = new TestNodes(directory);
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void theEndOfAnAnalysisOnOneNodeEndsTheWaitingOnAnother() {
        TestNodes.Running api = nodes.start("api", Map.of());
        nodes.start("analyzer", Map.of());
        nodes.register(api, "ada");
        AtomicInteger ends = new AtomicInteger();
        api.node().vertx().eventBus().<String>consumer("ecg.progress", message -> {
            if (message.body().contains("\"DONE\"")) {
                ends.incrementAndGet();
            }
        });
        String ecg = nodes.submit(api, "ada");
        JsonObject report =
                new JsonObject(nodes.get(api, "ada", ecg, "Prefer", "wait=30").body());
        assertEquals("done", report.getString("status"));
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertEquals(1, ends.get()));
        String events = nodes.get(api, "ada", ecg + "/events").body();
        assertTrue(events.contains("done"), events);
    }

    @Test
    void aChangedPasswordCountsOnEveryNodeWithinASecond() {
        TestNodes.Running first = nodes.start("api", Map.of());
        TestNodes.Running second = nodes.start("api", Map.of());
        nodes.register(first, "ada");
        for (TestNodes.Running each : nodes.all()) {
            assertEquals(200, nodes.get(each, "ada", "/v1/ecg").statusCode());
        }
        assertEquals(
                204,
                nodes.send(
                                first,
                                TestNodes.ADMIN,
                                TestNodes.ADMIN_PASSWORD,
                                "PUT",
                                "/v1/admin/users/ada/password",
                                "{\"password\":\"quite another one\"}")
                        .statusCode());
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertEquals(401, nodes.get(second, "ada", "/v1/ecg").statusCode()));
    }

    @Test
    void administratorsSeeTheNodesWithTheirRoles() {
        TestNodes.Running api = nodes.start("api", Map.of("api.instances", "1"));
        TestNodes.Running analyzer = nodes.start("analyzer", Map.of("analyzer.instances", "3"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertEquals(List.of("[api] 1 0 up", "[analyzer] 0 3 up"), listed(api)));
        analyzer.node().close();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertEquals(List.of("[api] 1 0 up"), listed(api)));
    }

    private List<String> listed(TestNodes.Running api) {
        String body = nodes.send(api, TestNodes.ADMIN, TestNodes.ADMIN_PASSWORD, "GET", "/v1/admin/nodes", null)
                .body();
        return new JsonObject(body)
                .getJsonArray("nodes").stream()
                        .map(JsonObject.class::cast)
                        .map(node -> node.getJsonArray("roles").getList() + " " + node.getInteger("api_instances") + " "
                                + node.getInteger("analyzer_instances") + " " + node.getString("status"))
                        .toList();
    }

    @Test
    void aLongRecordingGoesOutInSegmentsToAllAnalyzerNodes() {
        Map<String, String> settings = Map.of("jobs.segment_samples", "1000", "analyzer.instances", "1");
        TestNodes.Running api = nodes.start("api", settings);
        List<AtomicInteger> asked = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            TestNodes.Running analyzer = nodes.start("analyzer", settings);
            AtomicInteger requests = new AtomicInteger();
            asked.add(requests);
            analyzer.node().vertx().eventBus().addInboundInterceptor(delivery -> {
                if (delivery.message().address().equals("ecg.segment")) {
                    requests.incrementAndGet();
                }
                delivery.next();
            });
        }
        nodes.register(api, "ada");
        String signal = new Random(5)
                .ints(250 * 60 * 20, -500, 500)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
        String ecg = nodes.submit(
                api, "ada", "{\"sampling_rate\":250,\"leads\":[{\"name\":\"II\",\"signal\":[" + signal + "]}]}");
        JsonObject report =
                new JsonObject(nodes.get(api, "ada", ecg, "Prefer", "wait=50").body());
        assertEquals("done", report.getString("status"));
        for (AtomicInteger requests : asked) {
            assertTrue(requests.get() > 0, "requests at the nodes: " + asked);
        }
    }

    /** Hints, requests to workers, their answers, and announcements alike. */
    @Test
    void nothingIsMissingWhereTheBusLosesATenthOfItsMessages() throws Exception {
        Map<String, String> settings = Map.of("jobs.lease", "2s", "broker.prefetch", "16");
        TestNodes.Running api = nodes.start("api", settings);
        nodes.start("analyzer", settings);
        nodes.start("api,analyzer", settings);
        AtomicInteger lost = new AtomicInteger();
        Random random = new Random(7);
        for (TestNodes.Running each : nodes.all()) {
            each.node().vertx().eventBus().addOutboundInterceptor(delivery -> {
                boolean lose;
                synchronized (random) {
                    lose = random.nextInt(10) == 0;
                }
                if (lose) {
                    lost.incrementAndGet();
                } else {
                    delivery.next();
                }
            });
        }
        nodes.register(api, "ada");
        ExecutorService clients = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                boolean byEvents = i % 5 == 0;
                answers.add(CompletableFuture.supplyAsync(() -> outcome(api, byEvents), clients));
            }
            for (CompletableFuture<String> answer : answers) {
                assertTrue(answer.get().contains("done"), answer.get());
            }
        } finally {
            clients.shutdownNow();
        }
        assertTrue(lost.get() > 50, "only " + lost + " messages were lost");
    }

    private String outcome(TestNodes.Running api, boolean byEvents) {
        String ecg = nodes.submit(api, "ada");
        return byEvents
                ? nodes.get(api, "ada", ecg + "/events").body()
                : new JsonObject(nodes.get(api, "ada", ecg, "Prefer", "wait=60").body()).getString("status");
    }
}
