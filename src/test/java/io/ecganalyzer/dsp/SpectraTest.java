package io.ecganalyzer.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectraTest {
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 64, 1024})
    void theTransformIsThatOfTheDefinition(int length) {
        Random random = new Random(length);
        int samples = length - length / 4;
        double[] signal = random.doubles(length, -1, 1).toArray();
        double[] power = new double[length / 2 + 1];
        new RealFft(length).power(signal, samples, power);

        for (int k = 0; k <= length / 2; k++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < samples; i++) {
                re += signal[i] * Math.cos(2 * Math.PI * k * i / length);
                im -= signal[i] * Math.sin(2 * Math.PI * k * i / length);
            }
            assertEquals(re * re + im * im, power[k], 1e-9 * length);
        }
    }

    @Test
    void aLengthThatIsNoPowerOfTwoIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RealFft(1000));
        assertThrows(IllegalArgumentException.class, () -> new RealFft(2));
    }

    @Test
    void theDensityOfASineHoldsItsPower() {
        double[] signal = IntStream.range(0, 5000)
                .mapToDouble(i -> 3 * Math.sin(2 * Math.PI * 12.5 * i / 100))
                .toArray();
        Welch welch = new Welch(100, 1000, 1024);
        welch.add(signal);

        double power = Arrays.stream(welch.density()).sum() * welch.stepHz();
        assertEquals(9, welch.segments());
        assertEquals(4.5, power, 0.01);
    }

    @Test
    void aSignalShorterThanASegmentAddsNothing() {
        Welch welch = new Welch(100, 1000, 1024);
        welch.add(new double[999]);

        assertEquals(0, welch.segments());
        assertEquals(0, Arrays.stream(welch.density()).sum());
    }

    @Test
    void ofEvenSamplesLombAndScargleMakeThePeriodogram() {
        int n = 256;
        double[] seconds = IntStream.range(0, n).mapToDouble(i -> 7 + i / 4.0).toArray();
        double[] values = new Random(3).doubles(n, -1, 1).toArray();
        LombScargle lombScargle = new LombScargle(4.0 / n, 100);
        lombScargle.add(seconds, values, n / 4.0);

        double[] detrended = values.clone();
        LinearTrend.remove(detrended, n);
        double[] power = new double[n / 2 + 1];
        new RealFft(n).power(detrended, n, power);
        double[] density = lombScargle.density();
        for (int k = 1; k <= 100; k++) {
            assertEquals(2 * power[k] / (4.0 * n), density[k], 1e-9);
        }
    }

    @Property(tries = 200)
    void aSlidingWindowHasTheQuantilesOfItsValues(
            @ForAll @Size(min = 8, max = 60) double[] values,
            @ForAll @IntRange(min = 1, max = 8) int width,
            @ForAll @DoubleRange(max = 1) double q) {
        SortedWindow window = new SortedWindow(width);
        for (int i = 0; i < values.length; i++) {
            if (i >= width) {
                window.remove(values[i - width]);
            }
            window.add(values[i]);
            double[] held = Arrays.copyOfRange(values, Math.max(0, i - width + 1), i + 1);
            Arrays.sort(held);
            double place = q * (held.length - 1);
            int below = (int) place;
            int above = Math.min(below + 1, held.length - 1);
            assertEquals(held[below] + (place - below) * (held[above] - held[below]), window.quantile(q));
        }
    }

    @Property(tries = 200)
    void aSplineGoesThroughItsPointsAndKeepsAStraightLine(
            @ForAll @Size(min = 2, max = 30) double[] steps, @ForAll @IntRange(min = -5, max = 5) int slope) {
        double[] x = new double[steps.length];
        double[] y = new double[steps.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i == 0 ? 0 : x[i - 1]) + 0.1 + Math.abs(Math.sin(steps[i]));
            y[i] = slope * x[i] + 2;
        }
        double[] grid = new CubicSpline(x, y, 0, x.length).grid(x[0], (x[x.length - 1] - x[0]) / 20, 21);
        for (int i = 0; i <= 20; i++) {
            assertEquals(slope * (x[0] + i * (x[x.length - 1] - x[0]) / 20) + 2, grid[i], 1e-9);
        }
    }
}
