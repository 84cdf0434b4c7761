package io.ecganalyzer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultJsonTest {
    private enum Rhythm {
        SINUS_RHYTHM
    }

    private record Inner(String leadName, int[] counts, double[] values) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Result(
            long zeroCrossesCount,
            double standardDeviationMv,
            Double unknown,
            boolean isRegular,
            Rhythm rhythm,
            List<Inner> leads,
            Optional<String> note,
            OptionalDouble qtc,
            OptionalInt beats) {}

    private record Number(Object value) {}

    @Test
    void aRecordIsWrittenInSnakeCaseAndInItsOrder() {
        Result result = new Result(
                2,
                0.5,
                null,
                true,
                Rhythm.SINUS_RHYTHM,
                List.of(new Inner("II", new int[] {1, -2}, new double[] {1.5})),
                Optional.of("a \"note\"\n"),
                OptionalDouble.of(410.25),
                OptionalInt.of(7));
        assertEquals(
                "{\"zero_crosses_count\":2,\"standard_deviation_mv\":0.5,\"unknown\":null,\"is_regular\":true,"
                        + "\"rhythm\":\"sinus_rhythm\",\"leads\":[{\"lead_name\":\"II\",\"counts\":[1,-2],\"values\":[1.5]}],"
                        + "\"note\":\"a \\\"note\\\"\\n\",\"qtc\":410.25,\"beats\":7}",
                ResultJson.of(result));
    }

    @Test
    void whatIsEmptyIsLeftOutAndWhatIsNullIsNull() {
        Result result = new Result(
                0,
                0,
                null,
                false,
                Rhythm.SINUS_RHYTHM,
                List.of(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty());
        assertEquals(
                "{\"zero_crosses_count\":0,\"standard_deviation_mv\":0.0,\"unknown\":null,\"is_regular\":false,"
                        + "\"rhythm\":\"sinus_rhythm\",\"leads\":[]}",
                ResultJson.of(result));
    }

    @Test
    void parametersAreWrittenUnderTheirNames() {
        assertEquals(
                "{\"limit\":3,\"policy\":\"adjacent\"}",
                ResultJson.of(new TreeMap<>(Map.of("policy", (Object) "adjacent", "limit", 3L))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aNumberThatIsNotFiniteIsRefusedWhereverItStands(double number) {
        for (Object value :
                List.of(number, (float) number, new double[] {number}, List.of(number), new Number(number))) {
            assertThrows(IllegalArgumentException.class, () -> ResultJson.of(new Number(value)));
        }
    }

    @Test
    void aTypeThatNoContractDescribesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ResultJson.of(new Number(new Object())));
        assertThrows(IllegalArgumentException.class, () -> ResultJson.of(new Number(new java.math.BigDecimal("1"))));
    }
}
