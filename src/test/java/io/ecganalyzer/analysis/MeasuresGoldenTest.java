package io.ecganalyzer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is measured without beats, against NumPy and SciPy: golden/make_measures.py. */
class MeasuresGoldenTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private static final AnalyzerRegistry REGISTRY = AnalyzerRegistry.load();

    static Stream<JsonNode> cases() throws IOException {
        try (var in = MeasuresGoldenTest.class.getResourceAsStream("/golden/measures.json")) {
            return StreamSupport.stream(JSON.readTree(in).spliterator(), false);
        }
    }

    @ParameterizedTest(name = "case {index}")
    @MethodSource("cases")
    void theSummaryIsThatOfNumPy(JsonNode golden) throws Exception {
        assertAlike(
                golden.get("signal_summary"),
                measured(golden, "signal_summary").get("leads").get(0),
                1);
    }

    @ParameterizedTest(name = "case {index}")
    @MethodSource("cases")
    void zeroCrossingsAreThoseOfNumPy(JsonNode golden) throws Exception {
        int expected = golden.get("zero_crosses_count").asInt();
        for (String analyzer : List.of("zero_crossings", "zero_crossings_fast")) {
            assertEquals(
                    expected,
                    measured(golden, analyzer).get("zero_crosses_count").asInt(),
                    analyzer);
        }
    }

    @ParameterizedTest(name = "case {index}")
    @MethodSource("cases")
    void theQualityOfASignalIsThatOfSciPyToTenDigits(JsonNode golden) throws Exception {
        JsonNode lead = measured(golden, "signal_quality").get("leads").get(0);
        JsonNode window = lead.get("windows").get(0);

        assertAlike(golden.get("signal_quality"), window, 1);
        assertAlike(
                golden.get("times_qrs_height"), window, lead.get("qrs_height").asDouble());
    }

    private static void assertAlike(JsonNode expected, JsonNode found, double scale) {
        for (Map.Entry<String, JsonNode> each : expected.properties()) {
            double value = each.getValue().asDouble();
            assertEquals(value, scale * found.get(each.getKey()).asDouble(), 1e-10 * Math.abs(value), each.getKey());
        }
    }

    private static JsonNode measured(JsonNode golden, String analyzer) throws InvalidChoiceException {
        int[] samples = JSON.convertValue(golden.get("samples"), int[].class);
        Ecg ecg = new Ecg(
                OptionalDouble.of(golden.get("sampling_rate").asDouble()),
                List.of(new Lead("II", samples, Optional.empty())));
        Selection one = REGISTRY.select(List.of(new AnalyzerChoice(analyzer, Map.of())));
        return JSON.valueToTree(REGISTRY.run(ecg, one).get(0).result().orElseThrow());
    }
}
