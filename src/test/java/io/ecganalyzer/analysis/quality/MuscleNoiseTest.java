package io.ecganalyzer.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuscleNoiseTest {
    /** Small samples are added up as whole numbers and four blocks at a time, large ones not. */
    @ParameterizedTest
    @CsvSource({"360, 3600", "360, 700", "360, 100", "250, 2500", "1000, 10000", "500, 777"})
    void largeSamplesHaveAsMuchMoreNoiseAsTheyAreLarger(double rateHz, int length) {
        int[] small = new Random(5).ints(length, -400, 400).toArray();
        int[] large = Arrays.stream(small).map(sample -> sample * 100_000).toArray();
        MuscleNoise noise = new MuscleNoise(rateHz);

        double ofSmall = noise.measure(small, length, 0, 800);

        assertEquals(100_000 * ofSmall, noise.measure(large, length, 0, 8e7), 1e-3);
        // Evenly spread over 800: a standard deviation of 231.
        assertEquals(231, ofSmall, 25);
    }

    @ParameterizedTest
    @CsvSource({"360", "257.3"})
    void whatIsTooShortHasNone(double rateHz) {
        assertEquals(0, new MuscleNoise(rateHz).measure(new int[20], 20, 0, 0));
    }
}
