package io.ecganalyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecganalyzer.evaluation.BeatScore;
import io.ecganalyzer.evaluation.RecordScore;
import io.ecganalyzer.format.WfdbAnnotation;
import io.ecganalyzer.format.WfdbAnnotationType;
import io.ecganalyzer.format.WfdbAnnotations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private MadeRecord one;
    private MadeRecord two;

    @BeforeEach
    void makeRecords() throws IOException {
        one = MadeRecord.in(folder, "one", 30, 1);
        two = MadeRecord.in(folder, "two", 20, 2);
    }

    @Test
    void aFolderIsScoredByRecordAndPooled() throws IOException {
        Path json = folder.resolve("scores.json");
        Path csv = folder.resolve("scores.csv");
        Printed printed = evaluate(folder.toString(), "--json", json.toString(), "--csv", csv.toString());
        assertEquals(0, printed.exitCode(), printed.err());
        assertTrue(printed.out().contains("pooled  2 records     " + (one.beats() + two.beats()) + " "), printed.out());

        JsonNode scores = JSON.readTree(json.toFile());
        assertEquals(List.of("analyzer", "version", "records", "pooled"), names(scores));
        assertEquals(
                List.of(
                        "beats",
                        "tp",
                        "fn",
                        "fp",
                        "sensitivity",
                        "ppv",
                        "f1",
                        "error_rate",
                        "mean_error_ms",
                        "sd_error_ms"),
                names(scores.path("pooled")));
        assertEquals(
                scores.path("pooled").path("mean_error_ms").asDouble(),
                mean(scores.path("records"), "mean_error_ms"),
                1e-9);
        assertEquals("one", scores.path("records").path(0).path("record").asText());
        assertEquals("I", scores.path("records").path(0).path("lead").asText());
        assertEquals(
                one.beats() + two.beats(), scores.path("pooled").path("beats").asInt());
        assertTrue(scores.path("pooled").path("sensitivity").asDouble() > 0.95);
        List<String> lines = Files.readAllLines(csv);
        assertEquals(
                "record,lead,beats,tp,fn,fp,sensitivity,ppv,f1,error_rate,mean_error_ms,sd_error_ms", lines.get(0));
        assertEquals(
                List.of("one", "two", "pooled"),
                lines.stream().skip(1).map(l -> l.split(",", -1)[0]).toList());
    }

    @Test
    void aLeadIsChosenByNumberOrNameAndLeadsAreFused() throws IOException {
        assertEquals("I", leadsUsed());
        assertEquals("II", leadsUsed("--lead", "1"));
        assertEquals("II", leadsUsed("--lead", "ii"));
        assertEquals("I+II", leadsUsed("--fuse"));
    }

    @Test
    void anUnknownLeadIsAFailureOfEachRecord() {
        Printed printed = evaluate(folder.toString(), "--lead", "V9");
        assertEquals(1, printed.exitCode());
        assertTrue(printed.err().contains("one.hea: no lead \"V9\"; there are [I, II], the first is 0"), printed.err());
        assertEquals("", printed.out());
    }

    @Test
    void aDamagedRecordDoesNotEndTheRun() throws IOException {
        Files.write(folder.resolve("one.dat"), new byte[5]);
        Printed printed = evaluate(folder.toString(), "--json", "-");
        assertEquals(1, printed.exitCode());
        assertTrue(printed.err().contains("one.dat: 5 bytes"), printed.err());
        assertEquals(1, JSON.readTree(printed.out()).path("records").size());
    }

    @Test
    void wrongUsageSaysWhatWouldBeRight() {
        Printed printed = evaluate(folder.toString(), "--analyzer", "signal_summary");
        assertEquals(2, printed.exitCode());
        assertTrue(printed.err().contains("No analyzer \"signal_summary\" finds beats; there are [qrs"), printed.err());
        assertTrue(evaluate(folder.resolve("none").toString()).err().contains("no such record or file"));
        assertTrue(evaluate(folder.toString(), "--annotator", "qrs")
                .err()
                .contains("None of 2 records has annotations .qrs"));
        assertEquals(2, evaluate(folder.toString(), "--lead", "0", "--fuse").exitCode());
    }

    @Test
    void whatCannotWorkIsSaidBeforeAnythingIsEvaluated() {
        String nowhere = folder.resolve("nowhere").resolve("scores.json").toString();
        for (String option : List.of("--json", "--csv")) {
            Printed printed = evaluate(folder.toString(), option, nowhere);
            assertEquals(2, printed.exitCode());
            assertTrue(printed.err().contains(option + ": " + nowhere + " cannot be written: there is no folder"));
            assertTrue(
                    evaluate(folder.toString(), option, folder.toString()).err().contains("it is a folder"));
        }
        assertTrue(evaluate(folder.toString(), "--window", "0").err().contains("--window must be at least 1 ms"));
        assertTrue(evaluate(folder.toString(), "--jobs", "0").err().contains("--jobs must be at least 1"));
    }

    @Test
    void otherAnnotationsAreNamedWhereThereAreNoneOfTheUsual() throws IOException {
        Files.move(folder.resolve("one.atr"), folder.resolve("one.ii"));
        Files.delete(folder.resolve("two.atr"));
        Printed printed = evaluate(folder.toString());
        assertTrue(printed.err().contains("--annotator names another extension (there are ii)."), printed.err());
        assertEquals(0, evaluate(folder.toString(), "--annotator", "ii").exitCode());
    }

    @Test
    void recordsWithoutAnnotationsAreLeftOutAndToldSo() throws IOException {
        Files.delete(folder.resolve("two.atr"));
        Printed printed = evaluate(folder.toString());
        assertEquals(0, printed.exitCode());
        assertTrue(printed.out().contains("pooled  1 record "), printed.out());
        assertTrue(printed.err().contains("Left out, without annotations .atr: 1 of 2 records (two)."), printed.err());
    }

    @Test
    void aReferenceWithoutBeatsIsToldBesideTheScore() throws IOException {
        new WfdbAnnotations(List.of(new WfdbAnnotation(18, WfdbAnnotationType.RHYTHM)))
                .write(folder.resolve("two.atr"));
        Printed printed = evaluate(folder.toString());
        assertEquals(0, printed.exitCode(), printed.err());
        assertTrue(
                printed.out()
                        .contains("two: no beats among the annotations .atr, so that all found ones count as false"),
                printed.out());
        assertFalse(printed.out().contains("one: "), printed.out());
    }

    @Test
    void ofASingleRecordWithoutAnnotationsTheNameIsTold() throws IOException {
        Files.delete(folder.resolve("two.atr"));
        Printed printed = evaluate(folder.resolve("two").toString());
        assertEquals(2, printed.exitCode());
        assertTrue(printed.err().startsWith(folder.resolve("two") + " has no annotations .atr; "), printed.err());
    }

    @Test
    void aFolderThatOnlyListsItsRecordsIsRead() throws IOException {
        Path database = Files.createDirectory(folder.resolve("database"));
        Files.writeString(database.resolve("RECORDS"), "../one\n../two\n\n");
        Printed printed = evaluate(database.toString(), "--json", "-");
        assertEquals(2, JSON.readTree(printed.out()).path("records").size(), printed.err());
    }

    @Test
    void theFirstFiveMinutesAreLeftOutOnRequest() throws IOException {
        Printed printed = evaluate(folder.toString(), "--skip-first", "--json", "-");
        JsonNode pooled = JSON.readTree(printed.out()).path("pooled");
        assertEquals(0, pooled.path("beats").asInt());
        assertTrue(pooled.path("sensitivity").isNull());
    }

    @Test
    void ratesAreFractionsAndMissingOnesNull() throws IOException {
        EvaluationReport report = new EvaluationReport(
                "qrs",
                "1.0.0",
                List.of(
                        new RecordScore("a", "I", new BeatScore(9, 1, 2, 9, 9), 1_000_000, ""),
                        new RecordScore("b,\"x\"", "I", BeatScore.NONE, 0, "too slow")));
        JsonNode json = JSON.readTree(report.json());
        assertEquals(0.9, json.path("records").path(0).path("sensitivity").asDouble());
        assertEquals(0.3, json.path("pooled").path("error_rate").asDouble());
        assertTrue(json.path("records").path(1).path("ppv").isNull());
        assertEquals(
                "\"b,\"\"x\"\"\",I,0,0,0,0,,,,,,", report.csv().lines().toList().get(2));
        assertTrue(Printed.by(report::print).contains("b,\"x\": too slow"));
    }

    private String leadsUsed(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(one.path().toString(), "--json", "-"));
        arguments.addAll(List.of(options));
        Printed printed = evaluate(arguments.toArray(String[]::new));
        return JSON.readTree(printed.out()).path("records").path(0).path("lead").asText();
    }

    private static Printed evaluate(String... arguments) {
        return Printed.command(new EvaluateCommand(), arguments);
    }

    /** Over the beats that were found. */
    private static double mean(JsonNode records, String name) {
        double sum = 0;
        double found = 0;
        for (JsonNode each : records) {
            sum += each.path("tp").asDouble() * each.path(name).asDouble();
            found += each.path("tp").asDouble();
        }
        return sum / found;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
