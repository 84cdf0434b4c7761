package io.ecganalyzer.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nodes whose clocks are an hour wrong, each in another direction, and jump two hours while they work. Needs Debian's libfaketime. */
class ClockScenario {
    private static final int ECGS = Form.many(300, 80);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A clock that jumps must not make a job wait, or come back too early, by more than this. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    @WholeFormOnly
    void noClockOfANodeDecidesAnything() throws Exception {
        Optional<Path> library = library();
        assumeTrue(library.isPresent(), "libfaketime is not installed");
        try (Cluster cluster = new Cluster(Map.of())) {
            Path ahead = Files.writeString(cluster.directory().resolve("ahead"), "+1h");
            Path behind = Files.writeString(cluster.directory().resolve("behind"), "-1h");
            NodeProcess api =
                    cluster.begin("api", "api", with(library.get(), ahead)).awaitStarted();
            NodeProcess analyzer = cluster.begin("analyzer", "analyzer", with(library.get(), behind))
                    .awaitStarted();
            await().atMost(PATIENCE).until(() -> wrongBy(api) > 3_000);
            await().atMost(PATIENCE).until(() -> wrongBy(analyzer) < -3_000);
            Client user = Client.registered(api::api, "ada");
            try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, 8, 4).begin()) {
                work.awaitAccepted(ECGS / 3, PATIENCE);
                Files.writeString(ahead, "-1h");
                Files.writeString(behind, "+1h");
                Outcome outcome = work.outcome("11 clocks an hour wrong, and jumping", PATIENCE, cluster.database());
                long twice = cluster.database().number("SELECT count(*) FROM job WHERE attempts > 1");
                outcome.with("analysed_more_than_once", twice).mustHold(0);
                assertEquals(Map.of(), outcome.errors(), "what clients saw");
                assertEquals(0, twice, "jobs whose lease seemed to have run out");
                assertTrue(outcome.longest().compareTo(LONGEST) < 0, () -> "one took " + outcome.longest());
                submittedNow(user);
            }
        }
    }

    /** By how many seconds a node's clock goes before ours, as far as its metrics tell: the time of its start and its age. */
    private static double wrongBy(NodeProcess node) {
        double started = node.metric("process_start_time_seconds");
        double now = started + node.metric("process_uptime_seconds");
        return started == 0 ? 0 : now - System.currentTimeMillis() / 1e3;
    }

    private static void submittedNow(Client user) throws IOException, InterruptedException {
        JsonNode entry = user.read("/v1/ecg?limit=1").at("/items/0/submitted_at");
        Duration away = Duration.between(Instant.parse(entry.asText()), Instant.now());
        assertTrue(away.abs().compareTo(Duration.ofMinutes(10)) < 0, () -> "submitted " + away + " ago");
    }

    /** Clocks that only go on, by which Java waits, are left alone: no operator can set them. */
    private static Launch with(Path library, Path offset) {
        return Launch.USUAL.withEnvironment(Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_CACHE_DURATION", "2",
                "NO_FAKE_STAT", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Meant for older C libraries; with it every timed wait of Java's threads ends at once, and each of
                // them spins.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
    }

    private static Optional<Path> library() {
        return Stream.of("x86_64", "aarch64")
                .map(machine -> Path.of("/usr/lib/" + machine + "-linux-gnu/faketime/libfaketimeMT.so.1"))
                .filter(Files::exists)
                .findFirst();
    }
}
