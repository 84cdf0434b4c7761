package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecganalyzer.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The backups of docs/operating.md, by the commands that stand there: of Debian's PostgreSQL, whose tools the embedded one does not
 * bring, dumped while jobs are analysed, destroyed, restored; and of a whole service in its directory.
 */
class BackupScenario {
    private static final int ECGS = Form.many(200, 60);
    private static final int ECGS_OF_ONE = Form.many(100, 20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    @Test
    void whatWasAcknowledgedBeforeABackupIsThereAfterARestore() throws Exception {
        Optional<Path> programs = programs();
        assumeTrue(
                programs.isPresent() && System.getProperty("user.name").equals("root"), "Debian's PostgreSQL as root");
        try (DebianPostgres postgres = new DebianPostgres(programs.get());
                Cluster cluster = new Cluster(Map.of())) {
            Map<String, String> own = postgres.settings("ecg");
            postgres.run("createdb", "ecg");
            NodeProcess api = cluster.begin("api", "api", Launch.USUAL, own).awaitStarted();
            NodeProcess analyzer =
                    cluster.begin("analyzer", "analyzer", Launch.USUAL, own).awaitStarted();
            Client user = Client.registered(api::api, "ada");
            try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, 20, 4).begin()) {
                work.awaitAccepted(ECGS, PATIENCE);
                // Some are analysed by then, others are not.
                postgres.run("pg_dump", "--format=custom", "--file=" + postgres.file("ecg.dump"), "ecg");
                api.kill();
                analyzer.kill();
                postgres.run("dropdb", "--force", "ecg");
                postgres.run("createdb", "ecg");
                postgres.run(
                        "pg_restore",
                        "--exit-on-error",
                        "--dbname=ecg",
                        postgres.file("ecg.dump").toString());
                NodeProcess restored =
                        cluster.begin("api", "api", Launch.USUAL, own).awaitStarted();
                cluster.begin("analyzer", "analyzer", Launch.USUAL, own).awaitStarted();
                work.readBackBy(Client.registered(restored::api, "ada"));
                work.outcome("12 backup, destroyed, restored", PATIENCE, postgres.database("ecg"))
                        .mustHold(0);
            }
        }
    }

    /** The copy of a stopped service's directory, by the command that stands there. */
    @Test
    @WholeFormOnly
    void theDirectoryOfAStoppedServiceIsItsBackup() throws Exception {
        Map<String, String> embedded =
                new HashMap<>(Map.of("database.mode", "embedded", "redis.mode", "embedded", "broker.mode", "embedded"));
        for (String key : List.of("host", "port", "name", "user", "password")) {
            embedded.put("database." + key, "");
        }
        embedded.put("redis.uri", "");
        embedded.put("broker.uri", "");
        try (Cluster cluster = new Cluster(Map.of())) {
            NodeProcess node = cluster.begin("api,analyzer", "whole", Launch.USUAL, embedded)
                    .awaitStarted();
            Client user = Client.registered(node::api, "ada");
            Map<UUID, JsonNode> before = new HashMap<>();
            try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS_OF_ONE, 20, 4).begin()) {
                Awaitility.await("all to end").atMost(PATIENCE).until(() -> work.ended() == ECGS_OF_ONE);
                for (UUID id : work.ids()) {
                    before.put(id, user.report(id));
                }
            }
            node.term();
            node.awaitEnd();
            Path data = cluster.directory().resolve("whole/data");
            Path copy = cluster.directory().resolve("data.backup");
            command("cp", "-a", data.toString(), copy.toString());
            Trees.delete(data);
            command("cp", "-a", copy.toString(), data.toString());
            NodeProcess restored = cluster.begin("api,analyzer", "whole", Launch.USUAL, embedded)
                    .awaitStarted();
            Client back = Client.registered(restored::api, "ada");
            for (UUID id : before.keySet()) {
                assertEquals(before.get(id), back.report(id));
            }
            restored.term();
            restored.awaitEnd();
        }
    }

    private static void command(String... words) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder(words).inheritIO().start().waitFor(), () -> String.join(" ", words));
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin ->
                            Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("pg_dump")))
                    .max(Path::compareTo);
        }
    }
}
