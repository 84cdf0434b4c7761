package io.ecganalyzer.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MuscleNoiseTest {
    /** Small samples are added up as whole numbers and four blocks at a time, large ones not. */
    @ParameterizedTest
    @CsvSource({"360, 3600", "360, 700", "360, 100", "250, 2500", "1000, 10000", "500, 777"})
    void largeSamplesHaveAsMuchMoreNoiseAsTheyAreLarger(double rateHz, int length) {
        int[] small = new Random(5).ints(length, -400, 400).toArray();
        int[] large = Arrays.stream(small).map(sample -> sample * 100_000).toArray();
        MuscleNoise noise = new MuscleNoise(rateHz);

        double ofSmall = noise.measure(small, length, 0, 800, 0);

        assertEquals(100_000 * ofSmall, noise.measure(large, length, 0, 8e7, 0), 1e-3);
        // Evenly spread over 800: a standard deviation of 231.
        assertEquals(231, ofSmall, 25);
    }

    @ParameterizedTest
    @CsvSource({"360", "257.3"})
    void whatIsTooShortHasNone(double rateHz) {
        assertEquals(0, new MuscleNoise(rateHz).measure(new int[20], 20, 0, 0, 0));
    }

    /** A beat as a QRS complex with a P and a T wave, whose distances shrink with the square root of the interval. */
    @ParameterizedTest
    @ValueSource(ints = {60, 90, 110, 120, 130, 140, 150, 160, 170, 180, 200, 220})
    void theWavesOfFastBeatsAreNoNoiseAndNoiseAmongThemIs(int perMin) {
        Random random = new Random(6);
        double rr = 60.0 / perMin;
        double scale = Math.min(1, Math.sqrt(rr));
        int[] clean = new int[5000];
        int[] noisy = new int[5000];
        for (int i = 0; i < clean.length; i++) {
            double ecg = 0;
            for (int beat = -1; beat <= perMin / 6 + 1; beat++) {
                double phase = i / 500.0 - beat * rr;
                ecg += 120 * bell(phase + 0.16 * scale, 0.025 * scale) - 100 * bell(phase + 0.03, 0.01);
                ecg += 1000 * bell(phase, 0.011) - 200 * bell(phase - 0.03, 0.01);
                ecg += 300 * bell(phase - 0.28 * scale, 0.045 * scale);
            }
            clean[i] = (int) Math.rint(ecg + 5 * random.nextGaussian());
            noisy[i] = (int) Math.rint(ecg + 100 * random.nextGaussian());
        }
        MuscleNoise noise = new MuscleNoise(500);

        // Of a QRS complex of 1,200 doubt begins at 0.05.
        assertEquals(0, noise.measure(clean, 5000, 0, 2000, perMin / 6), 55);
        assertEquals(100, noise.measure(noisy, 5000, 0, 2000, perMin / 6), 15);
    }

    private static double bell(double x, double width) {
        return Math.exp(-0.5 * x * x / (width * width));
    }
}
