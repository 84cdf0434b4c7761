package io.ecganalyzer.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done for many signals side by side must not differ in a bit from what is done for each alone. */
class ManySignalsTest {
    private static final double RATE_HZ = 120;
    private static final double HIGHEST_HZ = 40;
    private static final double[][] BANDS = {{0, 40}, {1, 40}, {5, 15}, {5, 40}};

    @ParameterizedTest
    @CsvSource({"1200, 512, 512, 32", "1200, 512, 512, 1", "300, 300, 512, 7", "512, 512, 512, 3", "5, 4, 16, 2"})
    void eachSpectrumIsThatOfTheSignalAlone(int samples, int segment, int fftLength, int signals) {
        double[][] alone = new double[signals][];
        double[][] x = new double[samples][signals + 1];
        for (int s = 0; s < signals; s++) {
            alone[s] = new Random(s).doubles(samples, -1000, 1000).toArray();
            for (int i = 0; i < samples; i++) {
                x[i][s] = alone[s][i];
            }
        }
        WelchOfMany many = new WelchOfMany(RATE_HZ, segment, fftLength, HIGHEST_HZ, signals + 1);
        // What was taken before must leave nothing behind.
        many.take(new double[samples][signals + 1], samples, signals + 1);
        many.take(x, samples, signals);
        double[] power = new double[signals + 1];

        for (double[] band : BANDS) {
            many.power(band[0], band[1], power, signals);
            for (int s = 0; s < signals; s++) {
                Welch welch = new Welch(RATE_HZ, segment, fftLength);
                welch.add(alone[s]);
                assertEquals(power(welch, band[0], band[1]), power[s]);
            }
        }
    }

    /** Bands may reach over half the sampling rate, where nothing is; beyond what was announced there is no answer. */
    @Test
    void bandsReachAsFarAsWasAnnounced() {
        double[] signal = new Random(5).doubles(600, -1, 1).toArray();
        double[][] x = new double[600][1];
        for (int i = 0; i < x.length; i++) {
            x[i][0] = signal[i];
        }
        WelchOfMany many = new WelchOfMany(RATE_HZ, 256, 256, RATE_HZ, 1);
        many.take(x, 600, 1);
        Welch alone = new Welch(RATE_HZ, 256, 256);
        alone.add(signal);
        double[] power = new double[1];

        many.power(0, RATE_HZ, power, 1);

        assertEquals(power(alone, 0, RATE_HZ / 2), power[0]);
        assertThrows(IllegalArgumentException.class, () -> many.power(0, RATE_HZ + 1, power, 1));
        assertThrows(IllegalArgumentException.class, () -> many.take(x, 255, 1));
    }

    private static double power(Welch welch, double fromHz, double toHz) {
        double[] density = welch.density();
        double sum = 0;
        for (int k = (int) Math.ceil(fromHz / welch.stepHz()); k * welch.stepHz() < toHz; k++) {
            sum += density[k];
        }
        return sum;
    }

    @Property(tries = 300)
    void theValueOfARankIsThatOfTheSortedValues(
            @ForAll @Size(min = 1, max = 60) @IntRange(min = -9, max = 9) int[] values,
            @ForAll @IntRange(max = 59) int index) {
        double[] doubles = Arrays.stream(values).asDoubleStream().toArray();
        double[] sorted = doubles.clone();
        Arrays.sort(sorted);
        int at = index % values.length;

        assertEquals(sorted[at], OrderStatistic.smallest(doubles, at));
    }
}
