package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ecganalyzer.testing.Trees;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** PostgreSQL on a small file system that fills up. Needs root, for mounting one. */
class DiskFullScenario {
    private static final int ECGS = Form.many(200, 60);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MEBIBYTES = 400;

    @Test
    void aFullDiskIsToldAndSurvived() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "mounting a file system needs root");
        Path disk = Files.createTempDirectory("ecg-fault-disk");
        int mounted =
                command("mount", "-t", "tmpfs", "-o", "size=" + MEBIBYTES + "m,mode=0755", "tmpfs", disk.toString());
        assumeTrue(mounted == 0, "this machine mounts no file system");
        FaultServers servers = FaultServers.shared();
        try (PostgresServer postgres =
                        new PostgresServer(servers.vertx(), disk.resolve("postgresql"), FaultServers.PROGRAMS);
                Cluster cluster = new Cluster(postgres, Map.of())) {
            NodeProcess api = cluster.start("api", "api");
            Client user = Client.registered(api::api, "ada");
            try (Workload work = new Workload(user, Submissions.forAllAnalyzers(), ECGS, 10, 4).begin()) {
                work.awaitAccepted(ECGS / 4, PATIENCE);
                Path filler = disk.resolve("filler");
                fill(filler);
                Awaitility.await("a refusal for want of room").atMost(PATIENCE).until(() -> {
                    HttpResponse<String> answer =
                            user.submit(Submissions.forAllAnalyzers().body(0, UUID.randomUUID()));
                    return answer.statusCode() == 503 && answer.body().contains("no room");
                });
                Awaitility.await("the node not to be ready").atMost(PATIENCE).until(() -> api.readiness() == 503);
                assertEquals(1, (int) api.metric("ecg_database_full"), "the gauge");
                UUID known = work.ids().get(0);
                assertEquals(200, user.get("/v1/ecg/" + known).statusCode(), "reports are read");
                Files.delete(filler);
                long freed = System.nanoTime();
                Awaitility.await("the node to be ready").atMost(PATIENCE).until(() -> api.readiness() == 200);
                Duration back = Duration.ofNanos(System.nanoTime() - freed);
                cluster.start("analyzer", "analyzer");
                Outcome outcome = work.outcome("10 disk of PostgreSQL full", PATIENCE, cluster.database())
                        .with("ready_again_after_s", back.toMillis() / 1e3);
                outcome.mustHold(0);
                assertTrue(
                        Set.of("503").containsAll(outcome.errors().keySet()),
                        () -> "what clients saw: " + outcome.errors());
            }
        } finally {
            command("umount", "-l", disk.toString());
            Trees.delete(disk);
        }
    }

    /** With what cannot be written any more. */
    private static void fill(Path file) {
        byte[] bytes = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(bytes);
            }
        } catch (IOException full) {
            assertTrue(file.toFile().length() > 0, "nothing could be written: " + full);
        }
    }

    private static int command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }
}
