package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Jobs that would bring down whoever takes them, among others. */
class PoisonScenario {
    private static final int NEIGHBOURS = Form.many(400, 100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What each is and the reason that its owner reads. */
    private static final Map<String, String> POISON = new LinkedHashMap<>(Map.of(
            "throwing", "analyzer_failed",
            "endless", "analyzer_timeout",
            "hungry", "out_of_memory",
            "exiting", "analyzer_ended"));

    @Test
    void aPoisonJobFailsWithItsReasonAndHarmsNoOther() throws Exception {
        Map<String, String> settings = Map.of("analyzer.memory", "64MiB", "analyzer.time_limits", "endless=3s");
        try (Cluster cluster = new Cluster(settings)) {
            Path plugins = PluginJar.write(cluster.directory().resolve("plugins.jar"));
            Launch launch = Launch.USUAL.withPlugins(plugins);
            NodeProcess api = cluster.begin("api", "api", launch).awaitStarted();
            Client user = Client.registered(api::api, "ada");
            Client other = Client.registered(api::api, "grace");
            Map<String, UUID> poisoned = new LinkedHashMap<>();
            for (String name : POISON.keySet()) {
                poisoned.put(name, submit(user, Submissions.forAnalyzers(name)));
            }
            poisoned.put("corrupt", corrupted(cluster, user));
            NodeProcess analyzer = cluster.begin("analyzer", "analyzer", launch).awaitStarted();
            Submissions harmless = Submissions.forAnalyzers("zero_crossings", "talkative");
            try (Workload work = new Workload(other, harmless, NEIGHBOURS, 20, 4).begin()) {
                Map<String, String> reasons = new LinkedHashMap<>();
                for (Map.Entry<String, UUID> each : poisoned.entrySet()) {
                    JsonNode report = ended(user, each.getValue());
                    assertEquals("failed", report.path("status").asText(), each.getKey());
                    reasons.put(each.getKey(), report.at("/failure/message").asText());
                    String expected = POISON.getOrDefault(each.getKey(), "signal_unreadable");
                    assertEquals(expected, report.at("/failure/code").asText(), each.getKey());
                }
                long attempts = cluster.database().number("SELECT max(attempts) FROM job WHERE state = 'failed'");
                Outcome outcome = work.outcome("6 poison jobs, their neighbours", PATIENCE, cluster.database())
                        .with("poison_failed", poisoned.size())
                        .with("most_attempts", attempts)
                        .with("reasons", reasons);
                outcome.mustHold(0);
                assertTrue(attempts <= 5, () -> attempts + " attempts");
            }
            assertTrue(analyzer.isAlive(), "the analyzer still runs");
        }
    }

    private static UUID submit(Client user, Submissions submissions) throws IOException, InterruptedException {
        UUID id = UUID.randomUUID();
        HttpResponse<String> answer = user.submit(submissions.body(0, id));
        assertEquals(202, answer.statusCode(), answer.body());
        return id;
    }

    /** Its bytes are spoilt before there is anybody to read them. */
    private static UUID corrupted(Cluster cluster, Client user) throws Exception {
        UUID id = submit(user, Submissions.forAnalyzers("talkative"));
        String key = "(SELECT key FROM ecg WHERE id = '" + id + "')";
        cluster.database().execute("UPDATE lead SET signal = '\\x0102'::bytea WHERE ecg_key = " + key);
        return id;
    }

    private static JsonNode ended(Client user, UUID id) {
        AtomicReference<JsonNode> report = new AtomicReference<>();
        Awaitility.await(id + " to end")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    report.set(user.report(id));
                    return report.get().path("status").asText().matches("done|failed");
                });
        return report.get();
    }
}
