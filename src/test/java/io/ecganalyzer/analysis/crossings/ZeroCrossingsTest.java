package io.ecganalyzer.analysis.crossings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ecganalyzer.analysis.Analysis;
import io.ecganalyzer.analysis.AnalyzerChoice;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZeroCrossingsTest {
    private static final int BLOCK = 2048;

    @ParameterizedTest(name = "[{0}] adjacent {1}, skip_zeros {2}")
    @CsvSource(delimiter = '|', textBlock = """
            5 0 -4 23 -9                                           | 2 | 3
            0 -3 -1 7 -1 0 45                                      | 2 | 3
            80 101 -115 -88 5 105 181 -80 -92 89 -150 63 -85 41 89 | 8 | 8
            1 0 -1                                                 | 0 | 1
            1 0 0 1                                                | 0 | 0
            0 0 0                                                  | 0 | 0
            0 0 -7                                                 | 0 | 0
            3                                                      | 0 | 0
            -1 1                                                   | 1 | 1
            2147483647 -2147483648 0 1 -2147483648                 | 2 | 3
            """)
    void bothImplementationsCountTheExamples(String signal, int adjacent, int skippingZeros) {
        int[] samples =
                Arrays.stream(signal.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertEquals(adjacent, PlainZeroCrossings.count(samples, Policy.ADJACENT));
        assertEquals(skippingZeros, PlainZeroCrossings.count(samples, Policy.SKIP_ZEROS));
        assertEquals(adjacent, new SignChanges().count(samples, Policy.ADJACENT));
        assertEquals(skippingZeros, new SignChanges().count(samples, Policy.SKIP_ZEROS));
    }

    @Property(tries = 2000)
    void bothImplementationsAgree(@ForAll("signals") int[] samples) {
        SignChanges fast = new SignChanges();
        for (Policy policy : Policy.values()) {
            assertEquals(PlainZeroCrossings.count(samples, policy), fast.count(samples, policy), policy::name);
        }
    }

    @Property(tries = 300)
    void bothImplementationsAgreeAcrossBlocks(@ForAll("signals") int[] piece, @ForAll("lengths") int length) {
        int[] samples = new int[length];
        for (int i = 0; i < length; i++) {
            samples[i] = piece[i % piece.length];
        }
        SignChanges fast = new SignChanges();
        for (Policy policy : Policy.values()) {
            assertEquals(PlainZeroCrossings.count(samples, policy), fast.count(samples, policy), policy::name);
        }
    }

    @Property(tries = 300)
    void aReversedSignalHasAsManyCrossings(@ForAll("signals") int[] samples) {
        int[] reversed = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            reversed[i] = samples[samples.length - 1 - i];
        }
        for (Policy policy : Policy.values()) {
            assertEquals(new SignChanges().count(samples, policy), new SignChanges().count(reversed, policy));
        }
    }

    @Property(tries = 300)
    void withoutZerosThePoliciesAgree(@ForAll("signals") int[] samples) {
        int[] nonZero = Arrays.stream(samples).map(x -> x == 0 ? 1 : x).toArray();
        assertEquals(
                new SignChanges().count(nonZero, Policy.ADJACENT), new SignChanges().count(nonZero, Policy.SKIP_ZEROS));
    }

    @Test
    void aBlockOfZerosBetweenTwoSignsIsSkippedWhole() {
        int[] samples = new int[3 * BLOCK + 1];
        samples[BLOCK - 1] = Integer.MIN_VALUE;
        samples[3 * BLOCK] = 1;
        assertEquals(1, new SignChanges().count(samples, Policy.SKIP_ZEROS));
        assertEquals(0, new SignChanges().count(samples, Policy.ADJACENT));
    }

    @ParameterizedTest
    @CsvSource({"zero_crossings", "zero_crossings_fast"})
    void theAnswerHoldsEachLeadAndTheirSumUnderEitherPolicy(String analyzer) throws Exception {
        Ecg ecg = new Ecg(
                OptionalDouble.empty(),
                List.of(lead("I", 5, 0, -4, 23, -9), lead("II", 0, -3, -1, 7, -1, 0, 45), lead("III", 1)));
        AnalyzerRegistry registry = AnalyzerRegistry.load();

        Analysis standard = registry.run(ecg, registry.select(List.of(new AnalyzerChoice(analyzer))))
                .get(0);
        Analysis skipping = registry.run(
                        ecg, registry.select(List.of(new AnalyzerChoice(analyzer, Map.of("policy", "skip_zeros")))))
                .get(0);

        assertEquals(Map.of("policy", "adjacent"), standard.parameters());
        assertEquals(Optional.of(crossings(4, 2, 2, 0)), standard.result());
        assertEquals(Map.of("policy", "skip_zeros"), skipping.parameters());
        assertEquals(Optional.of(crossings(6, 3, 3, 0)), skipping.result());
    }

    @Provide
    Arbitrary<int[]> signals() {
        Arbitrary<Integer> samples = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(-2, 2)),
                Tuple.of(1, Arbitraries.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 0)),
                Tuple.of(1, Arbitraries.integers()));
        return samples.array(int[].class).ofMinSize(1).ofMaxSize(60);
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.integers().between(BLOCK - 3, 3 * BLOCK + 3);
    }

    private static Lead lead(String name, int... samples) {
        return new Lead(name, samples, Optional.empty());
    }

    private static ZeroCrossings crossings(long total, int first, int second, int third) {
        return new ZeroCrossings(
                total,
                List.of(
                        new ZeroCrossings.OfLead("I", first),
                        new ZeroCrossings.OfLead("II", second),
                        new ZeroCrossings.OfLead("III", third)));
    }
}
