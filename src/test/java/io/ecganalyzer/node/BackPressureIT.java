package io.ecganalyzer.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More comes in than is analyzed: the node that takes it says so, by what waits in the queue, and lives. */
final class BackPressureIT {
    private static final int QUEUED_AT_MOST = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ECG = "{\"leads\":[{\"name\":\"I\",\"signal\":[5,0,-4,23,-9]}]}";

    @TempDir
    private Path directory;

    private TestNodes nodes;
    private TestNodes.Running first;
    private TestNodes.Running second;

    @BeforeEach
    void start() {
        nodes = new TestNodes(directory);
        Map<String, String> settings = Map.of("limits.max_queued_jobs", Integer.toString(QUEUED_AT_MOST));
        first = nodes.start("api", settings);
        second = nodes.start("api", settings);
        nodes.register(first, "ada");
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void everyApiShedsByTheDepthOfTheQueueUntilAnAnalyzerHasEmptiedIt() {
        List<String> accepted = new ArrayList<>();
        await("one node refuses").atMost(PATIENCE).until(() -> isRefused(first, accepted));
        assertTrue(accepted.size() >= QUEUED_AT_MOST, () -> "refused after " + accepted.size());
        await("the other refuses, whoever took them").atMost(PATIENCE).until(() -> isRefused(second, accepted));
        assertEquals(200, nodes.get(first, "ada", accepted.get(0)).statusCode(), "reading goes on");

        nodes.start("analyzer", Map.of());
        for (String ecg : accepted) {
            String report = nodes.get(second, "ada", ecg, "Prefer", "wait=30").body();
            assertEquals("done", new JsonObject(report).getString("status"), ecg);
        }
        await("both take ECGs again")
                .atMost(PATIENCE)
                .until(() -> !isRefused(first, accepted) && !isRefused(second, accepted));
    }

    /** Whether a further submission is, for the queue's sake; adds the path of what is not. */
    private boolean isRefused(TestNodes.Running node, List<String> accepted) {
        HttpResponse<String> answer = nodes.send(node, "ada", TestNodes.passwordOf("ada"), "POST", "/v1/ecg", ECG);
        if (answer.statusCode() == 202) {
            accepted.add(URI.create(answer.headers().firstValue("Location").orElseThrow())
                    .getPath());
            return false;
        }
        assertEquals(503, answer.statusCode(), answer.body());
        assertEquals("5", answer.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(answer.body().contains("Too many ECGs wait"), answer.body());
        return true;
    }
}
