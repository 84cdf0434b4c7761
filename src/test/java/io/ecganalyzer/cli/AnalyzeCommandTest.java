package io.ecganalyzer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.format.WfdbAnnotations;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzeCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXAMPLE = """
            {"leads":[{"name":"I","signal":[5,0,-4,23,-9]},{"name":"II","signal":[1,0,-1]}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void aRecordIsAnalyzedByAllAnalyzersAndPrinted() throws IOException {
        MadeRecord record = MadeRecord.in(folder, "one", 20, 1);
        Printed printed = analyze(record.path().toString());
        assertEquals(0, printed.exitCode(), printed.err());
        assertTrue(printed.out().contains("2 leads of 5,000 samples: I, II"), printed.out());
        assertTrue(printed.out().contains("zero_crossings 1."), printed.out());
        assertTrue(printed.out().contains("qrs 1."), printed.out());
        assertEquals("", printed.err());
    }

    @Test
    void jsonHasTheShapeOfTheServicesReport() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), EXAMPLE);
        JsonNode line = JSON.readTree(analyze(file.toString(), "--json").out());
        assertEquals(file.toString(), line.path("file").asText());
        JsonNode report = line.path("report");
        assertEquals(2, report.path("zero_crosses_count").asInt());
        assertEquals(0, report.path("leads").path(1).path("zero_crosses_count").asInt());
        assertEquals(3, report.path("leads").path(1).path("number_of_samples").asInt());
        assertEquals(
                "needs the sampling rate, which this ECG does not have",
                report.path("analyses").path("qrs").path("skipped").asText());
        assertEquals(
                "adjacent",
                report.path("analyses")
                        .path("zero_crossings")
                        .path("parameters")
                        .path("policy")
                        .asText());
    }

    @Test
    void analyzersAreChosenWithTheirParameters() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), EXAMPLE);
        Printed printed = analyze(file.toString(), "--json", "--analyzer", "zero_crossings:policy=skip_zeros");
        JsonNode report = JSON.readTree(printed.out()).path("report");
        assertEquals(1, report.path("analyses").size());
        assertEquals(4, report.path("zero_crosses_count").asInt());
    }

    @Test
    void aWrongChoiceSaysWhatThereIs() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), EXAMPLE);
        Printed unknown = analyze(file.toString(), "--analyzer", "zero_crosings");
        assertEquals(2, unknown.exitCode());
        assertTrue(unknown.err().contains("zero_crossings, zero_crossings_fast"), unknown.err());
        assertEquals(
                2,
                analyze(file.toString(), "--analyzer", "zero_crossings:policy=none")
                        .exitCode());
        Printed broken = analyze(file.toString(), "--analyzer", "zero_crossings:policy");
        assertEquals(1, broken.exitCode());
        assertTrue(broken.err().contains("write NAME:parameter=value"), broken.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            heart_rate:pause_s=abc    | heart_rate:pause_s must be a number from 0.5 to 30.
            zero_crossings:polcy/2=no | zero_crossings:polcy/2 is no parameter of analyzer "zero_crossings"; it has policy.
            """)
    void aWrongParameterIsNamed(String choice, String told) throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), EXAMPLE);
        Printed printed = analyze(file.toString(), "--analyzer", choice);
        assertEquals(2, printed.exitCode());
        assertTrue(printed.err().startsWith("--analyzer: " + told), printed.err());
    }

    @Test
    void foundBeatsAreWrittenAsAnnotations() throws IOException {
        MadeRecord record = MadeRecord.in(folder, "one", 30, 1);
        assertEquals(0, analyze(record.path() + ".hea", "--annotations", "ecg").exitCode());
        long[] beats = WfdbAnnotations.read(folder.resolve("one.ecg")).beats();
        assertEquals(record.beats(), beats.length, 1);
        int[] known = record.recording().beatSamples();
        assertTrue(Arrays.stream(beats).allMatch(b -> Arrays.stream(known).anyMatch(k -> Math.abs(k - b) <= 3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"atr", "q1c"})
    void annotationsThatAreThereAreOnlyOverwrittenOnRequest(String extension) throws IOException {
        MadeRecord record = MadeRecord.in(folder, "one", 20, 1);
        Path file = folder.resolve("one." + extension);
        byte[] there = {1, 2, 3};
        Files.write(file, there);
        Printed printed = analyze(record.path().toString(), "--annotations", extension);
        assertEquals(2, printed.exitCode());
        assertTrue(printed.err().startsWith("--annotations: " + file + " is there already"), printed.err());
        assertEquals("", printed.out(), "nothing was analyzed");
        assertArrayEquals(there, Files.readAllBytes(file));
        assertEquals(
                0,
                analyze(record.path().toString(), "--annotations", extension, "--overwrite")
                        .exitCode());
        assertEquals(record.beats(), WfdbAnnotations.read(file).beats().length, 1);
    }

    @Test
    void recordingsThatWouldBeWrittenToOneFileAreRefused() throws IOException {
        Path a = MadeRecord.in(Files.createDirectory(folder.resolve("a")), "one", 20, 1)
                .path();
        Path b = MadeRecord.in(Files.createDirectory(folder.resolve("b")), "one", 20, 2)
                .path();
        Path file = folder.resolve("one.ecg");
        Printed printed = analyze(a.toString(), b.toString(), "--annotations", "ecg", "--to", folder.toString());
        assertEquals(2, printed.exitCode());
        assertTrue(
                printed.err().startsWith("--annotations: " + file + " would be of both " + a + " and " + b),
                printed.err());
        assertFalse(Files.exists(file));
        assertEquals(
                0, analyze(a.toString(), b.toString(), "--annotations", "ecg").exitCode());
        Path json = Files.writeString(a.resolveSibling("one.json"), EXAMPLE);
        assertEquals(
                2,
                analyze(a.toString(), json.toString(), "--annotations", "ecg", "--overwrite")
                        .exitCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                    | annotations need the sampling rate, which this ECG does not have
            "sampling_rate":50,   | no analyzer could look for beats; the report says why
            """)
    void beatsThatCouldNotBeLookedForAreToldBesideTheReport(String rate, String told) throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), EXAMPLE.replaceFirst("\\{", "{" + rate));
        Printed printed = analyze(file.toString(), "--json", "--annotations", "ecg");
        assertEquals(1, printed.exitCode());
        assertEquals(
                file + ": " + folder.resolve("x.ecg") + " was not written: " + told,
                printed.err().strip());
        assertTrue(JSON.readTree(printed.out())
                .path("report")
                .path("analyses")
                .path("qrs")
                .path("skipped")
                .isTextual());
        assertFalse(Files.exists(folder.resolve("x.ecg")));
    }

    @Test
    void whereNoAnalyzerFindsBeatsAnnotationsAreRefused() throws IOException {
        MadeRecord record = MadeRecord.in(folder, "one", 20, 1);
        Printed printed = analyze(record.path().toString(), "--annotations", "ecg", "--analyzer", "heart_rate");
        assertEquals(2, printed.exitCode());
        assertTrue(printed.err().startsWith("--annotations: no chosen analyzer finds beats"), printed.err());
        assertTrue(printed.err().contains("choose one that does as well: qrs."), printed.err());
        assertEquals("", printed.out());
    }

    @ParameterizedTest
    @CsvSource({
        "hea, .hea is a recording's own file",
        "DAT, .DAT is a recording's own file",
        "'', \"\" is no extension",
        "../x, \"../x\" is no extension"
    })
    void annotationsNeverTakeTheNameOfARecording(String extension, String told) throws IOException {
        MadeRecord record = MadeRecord.in(folder, "one", 20, 1);
        byte[] header = Files.readAllBytes(folder.resolve("one.hea"));
        Printed printed = analyze(record.path().toString(), "--annotations=" + extension);
        assertEquals(2, printed.exitCode());
        assertTrue(printed.err().startsWith("--annotations: " + told), printed.err());
        assertEquals(header.length, Files.size(folder.resolve("one.hea")));
        assertFalse(Files.exists(folder.resolve("one.")));
    }

    @Test
    void aFolderThatIsNotThereIsToldBeforeAnythingIsAnalyzed() throws IOException {
        MadeRecord record = MadeRecord.in(folder, "one", 20, 1);
        Path nowhere = folder.resolve("nowhere");
        Printed printed = analyze(record.path().toString(), "--annotations", "ecg", "--to", nowhere.toString());
        assertEquals(2, printed.exitCode());
        assertTrue(printed.err().startsWith("--to: there is no folder " + nowhere + "."), printed.err());
        assertEquals("", printed.out());
        assertTrue(analyze(record.path().toString(), "--to", folder.toString())
                .err()
                .startsWith("--to says where annotation files go"));
        assertTrue(analyze(record.path().toString(), "--overwrite").err().startsWith("--overwrite is for annotation"));
    }

    /** What one command writes the other one reads: the same detector agrees with itself. */
    @Test
    void writtenAnnotationsAreReadBackBeatForBeat() throws IOException {
        MadeRecord.in(folder, "one", 30, 1);
        MadeRecord.in(folder, "two", 20, 2);
        assertEquals(0, analyze(folder.toString(), "--annotations", "ecg").exitCode());
        Printed printed = Printed.command(
                new EvaluateCommand(), folder.toString(), "--annotator", "ecg", "--fuse", "--json", "-");
        JsonNode pooled = JSON.readTree(printed.out()).path("pooled");
        assertEquals(0, printed.exitCode(), printed.err());
        assertTrue(pooled.path("beats").asInt() > 40, printed.out());
        assertEquals(pooled.path("beats"), pooled.path("tp"));
        assertEquals(0, pooled.path("fp").asInt());
    }

    @Test
    void oneDamagedFileDoesNotEndTheRun() throws IOException {
        MadeRecord.in(folder, "one", 20, 1);
        Path broken = Files.writeString(folder.resolve("x.json"), "{");
        Printed printed = analyze(broken.toString(), folder.resolve("one").toString(), "--json");
        assertEquals(1, printed.exitCode());
        JsonNode first = JSON.readTree(printed.out().lines().toList().get(0));
        assertTrue(first.path("error").asText().startsWith(broken + ", line 1, column "), first.toString());
        assertFalse(JSON.readTree(printed.out().lines().toList().get(1))
                .path("report")
                .isMissingNode());
    }

    @Test
    void aGainThatNoRecorderHasIsRefusedAndDoesNotEndTheRun() throws IOException {
        Path bad = Files.writeString(
                folder.resolve("bad.json"), "{\"gain\":1e-308,\"leads\":[{\"name\":\"I\",\"signal\":[1,-1]}]}");
        Path good = Files.writeString(folder.resolve("good.json"), EXAMPLE);
        Printed printed = analyze(bad.toString(), good.toString());
        assertEquals(1, printed.exitCode());
        assertEquals(
                bad + ": /gain is 1.0E-308, but must be 1e-18 to 1e9 units per mV",
                printed.err().strip());
        assertTrue(printed.out().startsWith(good.toString()), printed.out());
    }

    /** An analyzer of another jar, with a defect that shows on one ECG. */
    public static final class OneThatFailsOnLeadX implements Analyzer {
        public record Nothing() {}

        @Override
        public AnalyzerInfo info() {
            return new AnalyzerInfo(
                    "fails_on_x", "1.0.0", "Fails", "On lead X.", Set.of(), List.of(), List.of(), Nothing.class);
        }

        @Override
        public Record analyze(AnalysisInput input) {
            if (input.ecg().leads().get(0).name().equals("X")) {
                throw new IllegalStateException("one line\nand another");
            }
            return new Nothing();
        }
    }

    @Test
    void aDefectIsOneLineAndDoesNotEndTheRun() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.json"), EXAMPLE.replace("\"I\"", "\"X\""));
        Path good = Files.writeString(folder.resolve("good.json"), EXAMPLE);
        Path services = Files.createDirectories(folder.resolve("jar/META-INF/services"));
        Files.writeString(services.resolve(Analyzer.class.getName()), OneThatFailsOnLeadX.class.getName());
        ClassLoader usual = Thread.currentThread().getContextClassLoader();
        Printed printed;
        try (URLClassLoader more =
                new URLClassLoader(new URL[] {folder.resolve("jar").toUri().toURL()}, usual)) {
            Thread.currentThread().setContextClassLoader(more);
            printed = analyze(bad.toString(), good.toString());
        } finally {
            Thread.currentThread().setContextClassLoader(usual);
        }
        assertEquals(1, printed.exitCode());
        List<String> told = printed.err().lines().toList();
        assertEquals(1, told.size(), printed.err());
        assertTrue(told.get(0).startsWith(bad + ": analyzer fails_on_x has a defect: "), printed.err());
        assertTrue(told.get(0).endsWith("java.lang.IllegalStateException: one line and another"), printed.err());
        assertTrue(printed.out().startsWith(good.toString()), printed.out());
    }

    private static Printed analyze(String... arguments) {
        return Printed.command(new AnalyzeCommand(), arguments);
    }
}
