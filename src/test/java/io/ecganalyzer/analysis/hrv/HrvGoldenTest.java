package io.ecganalyzer.analysis.hrv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.ecganalyzer.analysis.rate.EctopicRule;
import io.ecganalyzer.analysis.rate.RrIntervals;
import io.ecganalyzer.testing.GivenBeats;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against values made with NumPy, SciPy and NeuroKit2; src/test/resources/golden/README.md tells how. */
class HrvGoldenTest {
    /** TINN is another thing there: docs/accuracy-hrv.md. */
    private static final Set<String> DEFINED_OTHERWISE = Set.of("tinn_ms");

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void timeDomainAndNonlinearMeasuresAgreeWithNeuroKit2ToFourDigits(String name, JsonNode golden) {
        JsonNode measured = measured(golden);
        Set<String> compared = new HashSet<>();
        golden.get("neurokit2").fields().forEachRemaining(expected -> {
            JsonNode ours = measured.get("time").has(expected.getKey())
                    ? measured.get("time").get(expected.getKey())
                    : measured.get("nonlinear").get(expected.getKey());
            if (!DEFINED_OTHERWISE.contains(expected.getKey()) && !ours.isNull()) {
                double value = expected.getValue().asDouble();
                assertEquals(value, ours.asDouble(), 5e-5 * value, expected.getKey());
                compared.add(expected.getKey());
            }
        });
        assertTrue(compared.size() >= 10, compared::toString);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void spectraAndTheTriangleAgreeWithTheReferenceToEightDigits(String name, JsonNode golden) {
        JsonNode measured = measured(golden);
        int compared = 0;
        for (Map.Entry<String, String> band : bands(golden)) {
            JsonNode ours = measured.get(band.getKey()).get(band.getValue());
            if (!ours.isNull()) {
                double value = golden.get("reference")
                        .get(band.getKey())
                        .get(band.getValue())
                        .asDouble();
                assertEquals(value, ours.asDouble(), 1e-8 * value, band::toString);
                compared++;
            }
        }
        assertTrue(compared >= 10, () -> "too few were measured");
        JsonNode tinn = measured.get("time").get("tinn_ms");
        if (!tinn.isNull()) {
            assertEquals(golden.get("reference").get("tinn_ms").asDouble(), tinn.asDouble());
        }
    }

    @Test
    void theLongCaseMissesNothing() {
        JsonNode longest = goldens().get(2);
        assertEquals(List.of(), hrv(longest).notMeasured());
        assertEquals(longest.get("beats").size() - 1, hrv(longest).numberOfNnIntervals());
    }

    @Test
    void fiveMinutesHaveAllButTheHistogramMeasures() {
        assertEquals(
                List.of(new Hrv.NotMeasured(
                        List.of("time.triangular_index", "time.tinn_ms"),
                        "needs 1,140 s of NN intervals, and there are 300.4 s")),
                hrv(goldens().get(1)).notMeasured());
    }

    static Stream<Arguments> cases() {
        return goldens().stream().map(golden -> Arguments.of(golden.get("name").asText(), golden));
    }

    private static List<Map.Entry<String, String>> bands(JsonNode golden) {
        List<Map.Entry<String, String>> bands = new ArrayList<>();
        for (String method : List.of("welch", "lomb_scargle")) {
            golden.get("reference")
                    .get(method)
                    .fieldNames()
                    .forEachRemaining(name -> bands.add(Map.entry(method, name)));
        }
        return bands;
    }

    private static Hrv hrv(JsonNode golden) {
        int[] beats = IntStream.range(0, golden.get("beats").size())
                .map(i -> golden.get("beats").get(i).asInt())
                .toArray();
        RrIntervals intervals = RrIntervals.of(
                GivenBeats.at(beats), golden.get("sampling_rate_hz").asDouble());
        return new HrvMeasurement(EctopicRule.NONE.normal(intervals)).measure(0);
    }

    private static JsonNode measured(JsonNode golden) {
        return new ObjectMapper()
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .valueToTree(hrv(golden));
    }

    private static List<JsonNode> goldens() {
        try (InputStream json = HrvGoldenTest.class.getResourceAsStream("/golden/hrv.json")) {
            List<JsonNode> goldens = new ArrayList<>();
            new ObjectMapper().readTree(json).forEach(goldens::add);
            return goldens;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
