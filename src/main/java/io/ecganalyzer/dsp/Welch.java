package io.ecganalyzer.dsp;

import java.util.Arrays;

/**
 * The power spectral density of an evenly sampled signal: linearly detrended segments, each half or more over the one before,
 * evenly spaced so that none of the signal is left out, under a (periodic) Hann window, their periodograms averaged (Welch 1967).
 * Segments of several pieces can be averaged into one spectrum.
 */
public final class Welch {
    private final double samplingRateHz;
    private final int segment;
    private final RealFft fft;
    private final double[] window;
    private final double windowPower;
    private final double[] piece;
    private final double[] power;
    private final double[] sum;
    private int segments;

    /**
     * @param segment samples of a segment, at least 4
     * @param fftLength a power of two, at least {@code segment}; the rest is zeros
     */
    public Welch(double samplingRateHz, int segment, int fftLength) {
        this.samplingRateHz = samplingRateHz;
        this.segment = segment;
        fft = new RealFft(fftLength);
        window = new double[segment];
        double squares = 0;
        for (int i = 0; i < segment; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / segment);
            squares += window[i] * window[i];
        }
        windowPower = squares;
        piece = new double[segment];
        power = new double[fftLength / 2 + 1];
        sum = new double[fftLength / 2 + 1];
    }

    /** Adds the segments of a signal; one that is shorter than a segment adds nothing. */
    public void add(double[] signal) {
        int rest = signal.length - segment;
        int steps = (int) Math.ceil(2.0 * rest / segment);
        for (int step = 0; step <= steps && rest >= 0; step++) {
            int from = steps == 0 ? 0 : (int) ((long) rest * step / steps);
            System.arraycopy(signal, from, piece, 0, segment);
            LinearTrend.remove(piece, segment);
            for (int i = 0; i < segment; i++) {
                piece[i] *= window[i];
            }
            fft.power(piece, segment, power);
            for (int k = 0; k < sum.length; k++) {
                sum[k] += power[k];
            }
            segments++;
        }
    }

    /** Forgets what was added; the tables stay. */
    public void reset() {
        Arrays.fill(sum, 0);
        segments = 0;
    }

    /** How many segments were added. */
    public int segments() {
        return segments;
    }

    /** The one-sided density in units² per Hz, at the frequencies k · {@link #stepHz()}; all 0 before a segment was added. */
    public double[] density() {
        double[] density = Arrays.copyOf(sum, sum.length);
        double scale = segments == 0 ? 0 : 1 / (samplingRateHz * windowPower * segments);
        for (int k = 0; k < density.length; k++) {
            boolean once = k == 0 || k == density.length - 1;
            density[k] *= once ? scale : 2 * scale;
        }
        return density;
    }

    /** How long a segment is, in samples. */
    public int segment() {
        return segment;
    }

    /** The distance of neighbouring frequencies. */
    public double stepHz() {
        return samplingRateHz / fft.length();
    }
}
