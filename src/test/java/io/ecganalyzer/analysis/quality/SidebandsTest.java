package io.ecganalyzer.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SidebandsTest {
    /** At rates where both waves turn over within the second, where they do not, and at no whole number of samples. */
    @ParameterizedTest
    @CsvSource({
        "360, 57, 63",
        "360, 47, 53",
        "250, 47, 53",
        "500, 57, 63",
        "1000, 57, 63",
        "128, 47, 53",
        "125, 47, 53",
        "257.3, 57, 63",
        "240, 48, 54"
    })
    void thePowerIsThatOfTheDefinition(double rateHz, int belowHz, int aboveHz) {
        int block = (int) Math.round(rateHz);
        int start = 17;
        int[] samples = new Random(3).ints(start + block + 5, 90_000, 100_000).toArray();

        double power = new Sidebands(belowHz, aboveHz, rateHz).power(samples, start);

        double expected =
                (power(samples, start, block, belowHz / rateHz) + power(samples, start, block, aboveHz / rateHz)) / 2;
        assertEquals(expected, power, 1e-6 * expected);
    }

    private static double power(int[] samples, int start, int block, double turns) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < block - block % 2; i++) {
            re += (samples[start + i] - samples[start]) * Math.cos(2 * Math.PI * turns * i);
            im += (samples[start + i] - samples[start]) * Math.sin(2 * Math.PI * turns * i);
        }
        return re * re + im * im;
    }
}
