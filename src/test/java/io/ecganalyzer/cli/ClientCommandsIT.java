package io.ecganalyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecganalyzer.analysis.Analysis;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.format.WfdbRecordReader;
import io.ecganalyzer.worker.ResultJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Demo and submit against a real service with its embedded servers, found through its data directory. */
class ClientCommandsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path data;

    private static ServiceForDemo service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startAService() throws IOException, InterruptedException {
        service = ServiceForDemo.find(Optional.empty(), Optional.of(data), new PrintWriter(System.err, true));
    }

    @AfterAll
    static void stopIt() {
        service.close();
    }

    @Test
    void theDemoFindsTheServiceAndMeasuresTheKnownHeartRate() {
        Printed demo = Printed.command(new DemoCommand(), "--data", data.toString(), "--heart-rate", "80");
        assertEquals(0, demo.exitCode(), demo.err());
        assertTrue(demo.out().startsWith("Using the service that runs at http://127.0.0.1:"), demo.out());
        assertTrue(demo.out().contains("12 leads of 5,000 samples: I, II, III, aVR"), demo.out());
        assertTrue(
                demo.out().lines().anyMatch(l -> l.matches(" +mean_per_min +(79|80|81|82)(\\.\\d+)? 1/min")),
                demo.out());
        assertEquals(3, demo.out().lines().filter(l -> l.contains("$ curl -s ")).count());
    }

    @Test
    void theNodesAreListed() {
        Printed nodes = Printed.command(new NodesCommand(), "--data", data.toString());
        assertEquals(0, nodes.exitCode(), nodes.err());
        assertTrue(nodes.out().lines().anyMatch(l -> l.matches(".* analyzer x \\d+, api x \\d+ .* up")), nodes.out());
        Printed json = Printed.command(new NodesCommand(), "--data", data.toString(), "--json");
        assertTrue(json.out().contains("\"status\":\"up\""), json.out());
    }

    @Test
    void aPasswordFileThatCannotBeReadIsNamed() {
        String missing = folder.resolve("no-such-file").toString();
        Printed nodes = Printed.command(
                new NodesCommand(), "--data", data.toString(), "--admin", "root", "--password-file", missing);
        assertEquals(1, nodes.exitCode());
        assertTrue(nodes.err().contains("--password-file: " + missing + " cannot be read"), nodes.err());
        assertFalse(nodes.err().contains("at io.ecganalyzer"), nodes.err());
    }

    @Test
    void aRecordIsSubmittedByAUserThatIsMadeOnceAndKept() throws IOException {
        MadeRecord record = MadeRecord.in(folder, "one", 20, 1);
        Printed first = submit(record.path().toString());
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.out().contains("2 leads of 5,000 samples: I, II"), first.out());
        String user = Files.readAllLines(data.resolve("local-user")).get(0);
        assertTrue(submit(record.path().toString()).err().contains("As user " + user + "; the password is in"));
    }

    @Test
    void oneBadFileOfManyIsToldAndTheOthersAreAnalyzed() throws IOException {
        MadeRecord record = MadeRecord.in(folder, "one", 20, 1);
        Path bad = Files.writeString(folder.resolve("bad.json"), "{\"leads\":[{\"name\":\"I\",\"signal\":[1,2.5]}]}");
        Printed printed = submit(record.path().toString(), bad.toString(), "--json");
        assertEquals(1, printed.exitCode());
        List<String> lines = printed.out().lines().toList();
        JsonNode report = JSON.readTree(lines.get(0)).path("report");
        assertEquals("done", report.path("status").asText());
        assertFalse(report.path("analyses").path("qrs").path("result").isMissingNode());
        assertTrue(JSON.readTree(lines.get(1)).path("error").asText().contains("#/leads/0/signal/1: "), lines.get(1));
        assertTrue(printed.err().contains("1 analyzed, 1 not;"), printed.err());
    }

    @Test
    void theServiceTheCommandAndJavaSayTheSameInTheSameShape() throws Exception {
        Path record = MadeRecord.in(folder, "one", 90, 1).path();
        Path withoutRate =
                Files.writeString(folder.resolve("x.json"), "{\"leads\":[{\"name\":\"I\",\"signal\":[5,0,-4,23,-9]}]}");
        Printed service = submit(record.toString(), withoutRate.toString(), "--json");
        Printed command = Printed.command(new AnalyzeCommand(), record.toString(), withoutRate.toString(), "--json");
        assertEquals(0, service.exitCode(), service.err());
        JsonNode ofService = withoutTimes(service.out().lines().toList().get(0));
        JsonNode ofCommand = withoutTimes(command.out().lines().toList().get(0));

        for (String member : List.of("status", "leads", "zero_crosses_count", "analyses")) {
            assertEquals(ofService.path(member), ofCommand.path(member), member);
        }
        JsonNode skipped = withoutTimes(command.out().lines().toList().get(1)).path("analyses");
        assertEquals(withoutTimes(service.out().lines().toList().get(1)).path("analyses"), skipped);
        assertTrue(skipped.path("hrv").path("skipped").asText().contains("sampling rate"), skipped.toString());

        AnalyzerRegistry registry = AnalyzerRegistry.load();
        List<Analysis> ofJava = registry.run(WfdbRecordReader.read(record).toEcg(), registry.select(List.of()));
        assertEquals(ofCommand.path("analyses").size(), ofJava.size());
        for (Analysis analysis : ofJava) {
            assertEquals(
                    ofCommand.path("analyses").path(analysis.analyzer()).path("result"),
                    JSON.readTree(ResultJson.of(analysis.result().orElseThrow())),
                    analysis.analyzer());
        }
    }

    private static JsonNode withoutTimes(String line) throws IOException {
        JsonNode report = JSON.readTree(line).path("report");
        report.path("analyses").forEach(analysis -> ((ObjectNode) analysis).remove("duration_ms"));
        return report;
    }

    @Test
    void anUnknownUserIsToldInWords() throws IOException {
        MadeRecord record = MadeRecord.in(folder, "one", 20, 1);
        Path password = Files.writeString(folder.resolve("password"), "not the password\n");
        Printed printed = submit(record.path().toString(), "--user", "nobody", "--password-file", password.toString());
        assertEquals(1, printed.exitCode());
        assertTrue(printed.err().contains("(401)"), printed.err());
    }

    @Test
    void partitionsAreFoundInTheEmbeddedDatabaseThatRuns() {
        Printed list = partitions();
        assertEquals(0, list.exitCode(), list.err());
        assertEquals(
                4,
                list.out()
                        .lines()
                        .filter(l -> l.matches("\\d{4}-\\d{2} .* in use"))
                        .count(),
                list.out());
        assertTrue(list.out().contains("safety net, empty"), list.out());
        assertEquals("Made 1 month.", partitions("make", "--months", "4").out().strip());
        assertEquals(
                "There is no month before 2020-01.",
                partitions("drop", "--before", "2020-01", "--yes").out().strip());
        assertTrue(partitions("drop", "--before", "2999-01", "--yes").err().contains("and later ones are in use"));
        assertEquals(2, partitions("drop", "--before", "soon").exitCode());
    }

    @Test
    void withoutADatabaseThatRunsPartitionsSayWhatToDo() {
        Printed printed = Printed.command(new PartitionsCommand(), "--data", folder.toString());
        assertEquals(1, printed.exitCode());
        assertTrue(printed.err().contains("start the service first, with ./ecg serve --data"), printed.err());
    }

    private static Printed partitions(String... arguments) {
        String[] all = Stream.concat(Stream.of("--data", data.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return Printed.command(new PartitionsCommand(), all);
    }

    private static Printed submit(String... arguments) {
        String[] all = Stream.concat(Stream.of("--data", data.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return Printed.command(new SubmitCommand(), all);
    }
}
