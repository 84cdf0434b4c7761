package io.ecganalyzer.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
    private static float[] sine(int n, double rateHz, double hz) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) Math.sin(2 * Math.PI * hz * i / rateHz);
        }
        return x;
    }

    private static float largest(float[] x, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(x[i]));
        }
        return largest;
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 128, 250, 257.3, 360, 500, 1000, 1999, 2000})
    void aResampledSineIsTheSineAtTheOtherRate(double rateHz) {
        LowPassResampler resampler = new LowPassResampler(rateHz, 200, 35, 0.05);
        float[] output = new float[1000];
        resampler.resample(sine((int) (5.1 * rateHz), rateHz, 7), 0, 0, output);
        float[] expected = sine(1000, 200, 7);

        for (int n = 20; n < 980; n++) {
            assertEquals(expected[n], output[n], 0.01, "sample " + n);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {128, 250, 360, 500})
    void aPartOfARecordingIsResampledAsTheWholeIs(double rateHz) {
        LowPassResampler resampler = new LowPassResampler(rateHz, 200, 35, 0.05);
        float[] input = sine((int) (20 * rateHz), rateHz, 3.3);
        float[] whole = new float[4000];
        resampler.resample(input, 0, 0, whole);
        int from = (int) resampler.inputTime(1111) - resampler.reach();
        int to = (int) resampler.inputTime(2111) + resampler.reach() + 1;
        float[] part = new float[1000];
        resampler.resample(Arrays.copyOfRange(input, from, to), from, 1111, part);

        assertArrayEquals(Arrays.copyOfRange(whole, 1111, 2111), part, 1e-5f);
    }

    @ParameterizedTest
    @ValueSource(doubles = {60, 75, 90})
    void whatIsAboveTheCutoffDoesNotComeBackAsSomethingElse(double hz) {
        LowPassResampler resampler = new LowPassResampler(500, 200, 35, 0.05);
        float[] output = new float[1000];
        resampler.resample(sine(2500, 500, hz), 0, 0, output);

        assertEquals(0, largest(output, 20, 980), 0.02);
    }

    @Test
    void theBandPassStopsAnOffsetAndPassesTheBand() {
        SymmetricFir filter = SymmetricFir.bandPass(5, 22, 36, 14, 200);
        float[] offset = new float[500];
        Arrays.fill(offset, 1000);

        assertEquals(0, largest(filter.apply(offset), 0, 500), 1e-2);
        assertEquals(1, largest(filter.apply(sine(1000, 200, 12)), 100, 900), 0.1);
        assertEquals(0, largest(filter.apply(sine(1000, 200, 0.5)), 100, 900), 0.05);
        assertEquals(0, largest(filter.apply(sine(1000, 200, 50)), 100, 900), 0.05);
    }

    @Test
    void theFastConvolutionIsTheConvolution() {
        SymmetricFir filter = SymmetricFir.bandPass(5, 22, 36, 14, 200);
        float[] impulse = new float[2 * filter.reach() + 1];
        impulse[filter.reach()] = 1;
        float[] taps = filter.apply(impulse);
        float[] x = sine(300, 200, 9);
        float[] y = filter.apply(x);

        for (int n = filter.reach(); n < x.length - filter.reach(); n++) {
            double sum = 0;
            for (int k = 0; k < taps.length; k++) {
                sum += taps[k] * x[n + filter.reach() - k];
            }
            assertEquals(sum, y[n], 1e-5);
        }
    }

    /** A few outputs are made one by one, many in strips: the same to the last digit. */
    @ParameterizedTest
    @ValueSource(doubles = {100, 128, 250, 360, 500, 1000})
    void fewOutputsAreTheSameAsMany(double rateHz) {
        LowPassResampler resampler = new LowPassResampler(rateHz, 200, 35, 0.05);
        float[] input = sine((int) (3 * rateHz), rateHz, 3.3);
        float[] many = new float[600];
        resampler.resample(input, 0, 0, many);
        float[] few = new float[300];
        resampler.resample(input, 0, 0, few);
        SymmetricFir filter = SymmetricFir.bandPass(5, 22, 36, 14, 200);

        assertArrayEquals(Arrays.copyOf(many, 300), few);
        assertArrayEquals(
                Arrays.copyOf(filter.apply(many), 300 - filter.reach()),
                Arrays.copyOf(filter.apply(few), 300 - filter.reach()));
    }

    @Test
    void aFilteredSignalIsAsLongAsItWas() {
        assertEquals(0, SymmetricFir.bandPass(5, 22, 36, 14, 200).apply(new float[0]).length);
        assertEquals(1, SymmetricFir.bandPass(5, 22, 36, 14, 200).apply(new float[1]).length);
    }
}
