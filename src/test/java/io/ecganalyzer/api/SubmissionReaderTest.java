package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.format.SubmissionParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionReaderTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final SubmissionParser PARSER = new SubmissionParser(
            StreamedArrays.byOperation(Contract.published()).get("submitEcg"));
    private static final SubmissionReader READER =
            new SubmissionReader(AnalyzerRegistry.load(), 3, Clock.fixed(NOW, ZoneOffset.UTC));
    private static final String ECG = """
            {"id": "0B6C7C9E-3b1f-4f6e-9d52-6c2a4e1f7a10", "date": "2026-03-14T09:26:53.589+01:00", "sampling_rate": 500,
             "gain": 200, "baseline": -3, "analyzers": [{"name": "zero_crossings", "parameters": {"policy": "skip_zeros"}},
             {"name": "signal_summary"}], "leads": [{"name": "I", "signal": [1, 2, 3], "number_of_samples": 3},
             {"name": "II", "gain": 1000.5, "baseline": 7, "signal": [-2147483648]}]}""";

    @Test
    void aLeadsCalibrationComesBeforeThatOfTheEcg() throws Exception {
        Submission submission = read(ECG);
        assertEquals(
                Optional.of(new Calibration(200, -3)), submission.leads().get(0).calibration());
        assertEquals(
                Optional.of(new Calibration(1000.5, 7)),
                submission.leads().get(1).calibration());
        assertEquals(
                Optional.empty(),
                read("{\"baseline\":5,\"leads\":[{\"name\":\"I\",\"signal\":[1]}]}")
                        .leads()
                        .get(0)
                        .calibration());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Another format of the same JSON.
                """
                {"leads":[{"signal":[1,2,3],"name":"\\u0049"},{"name":"II","baseline":7,"signal":[-2147483648],"gain":1.0005e3}],
                "gain":200.0,"baseline":-3,"sampling_rate":5e2,"date":"2026-03-14T09:26:53.589+01:00",
                "analyzers":[{"name":"zero_crossings","parameters":{"policy":"skip_zeros"}},{"name":"signal_summary"}]}""",
                // The same moment elsewhere, the analyzers in another order, no check of the length.
                """
                {"date":"2026-03-14T08:26:53.589000Z","sampling_rate":500,"gain":200,"baseline":-3,
                "analyzers":[{"name":"signal_summary","parameters":{}},{"name":"zero_crossings","parameters":{"policy":"skip_zeros"}}],
                "leads":[{"name":"I","signal":[1,2,3]},{"name":"II","gain":1000.5,"baseline":7,"signal":[-2147483648]}]}""",
                // What holds for the ECG said of each lead.
                """
                {"date":"2026-03-14T08:26:53.589Z","sampling_rate":500,
                "analyzers":[{"name":"signal_summary"},{"name":"zero_crossings","parameters":{"policy":"skip_zeros"}}],
                "leads":[{"name":"I","gain":200,"baseline":-3,"signal":[1,2,3]},
                {"name":"II","gain":1000.5,"baseline":7,"signal":[-2147483648]}]}"""
            })
    void theSameContentIsTheSameHoweverItIsWritten(String other) throws Exception {
        assertArrayEquals(read(ECG).contentHash(), read(other).contentHash());
    }

    @Test
    void everyPartOfTheContentCounts() throws Exception {
        List<String[]> changes = List.of(
                new String[] {"53.589", "53.590"},
                new String[] {": 500", ": 500.5"},
                new String[] {"\"gain\": 200,", "\"gain\": 201,"},
                new String[] {"-3", "-2"},
                new String[] {"skip_zeros", "adjacent"},
                new String[] {"[1, 2, 3]", "[1, 2, 4]"},
                new String[] {"\"I\"", "\"i\""},
                new String[] {"\"name\": \"II\", ", "\"name\": \"III\", "},
                new String[] {"1000.5", "1000.25"},
                new String[] {"\"date\": \"2026-03-14T09:26:53.589+01:00\", ", ""},
                new String[] {"\"sampling_rate\": 500,", ""});
        byte[] hash = read(ECG).contentHash();
        for (String[] change : changes) {
            String changed = ECG.replace(change[0], change[1]);
            assertFalse(changed.equals(ECG), change[0]);
            assertFalse(Arrays.equals(hash, read(changed).contentHash()), change[0]);
        }
    }

    @Test
    void namesAndSamplesAreNotMixedUp() throws Exception {
        assertFalse(Arrays.equals(
                read("{\"leads\":[{\"name\":\"a\",\"signal\":[1]},{\"name\":\"b\",\"signal\":[2]}]}")
                        .contentHash(),
                read("{\"leads\":[{\"name\":\"b\",\"signal\":[1]},{\"name\":\"a\",\"signal\":[2]}]}")
                        .contentHash()));
        assertFalse(Arrays.equals(
                read("{\"leads\":[{\"name\":\"a\",\"signal\":[1,2]},{\"name\":\"b\",\"signal\":[3]}]}")
                        .contentHash(),
                read("{\"leads\":[{\"name\":\"a\",\"signal\":[1]},{\"name\":\"b\",\"signal\":[2,3]}]}")
                        .contentHash()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1887-01-01T00:00:00Z",
                "2026-06-01T12:05:00Z",
                "2026-06-01T14:04:59.999999999+02:00",
                "2000-02-29T23:59:59-12:00"
            })
    void datesOfElectrocardiogramsAreTaken(String date) throws Exception {
        read("{\"date\":\"" + date + "\",\"leads\":[{\"name\":\"I\",\"signal\":[1]}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1886-12-31T23:59:59Z",
                "2026-06-01T12:05:01Z",
                "0001-01-01T00:00:00+14:00",
                "2001-02-29T00:00:00Z",
                "2001-01-01T24:00:00Z",
                "2001-01-01T00:00:00"
            })
    void otherDatesAreFaults(String date) {
        ProblemException refusal = assertThrows(
                ProblemException.class,
                () -> read("{\"date\":\"" + date + "\",\"leads\":[{\"name\":\"I\",\"signal\":[1]}]}"));
        assertEquals("#/date", refusal.problem().faults().get(0).place());
    }

    @Test
    void anOperatorMayAllowFewerLeads() {
        ProblemException refusal = assertThrows(
                ProblemException.class,
                () -> read("{\"leads\":[{\"name\":\"a\",\"signal\":[1]},{\"name\":\"b\",\"signal\":[1]},"
                        + "{\"name\":\"c\",\"signal\":[1]},{\"name\":\"d\",\"signal\":[1]}]}"));
        assertEquals(
                "has 4 leads, but at most 3 are taken",
                refusal.problem().faults().get(0).detail());
    }

    private static Submission read(String json) throws Exception {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return READER.read(new JsonBodies.ReadBody(PARSER.parse(new ByteArrayInputStream(bytes)), bytes.length));
    }
}
