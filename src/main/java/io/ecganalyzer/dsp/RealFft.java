package io.ecganalyzer.dsp;

/**
 * The discrete Fourier transform of real signals of one power-of-two length, with its tables made once. Not safe for many threads:
 * it works in its own buffers.
 *
 * <p>N real samples are taken as N/2 complex ones, transformed by decimation in time, and unfolded (Press et al., Numerical Recipes,
 * section 12.3).
 */
public final class RealFft {
    private final int length;
    private final int half;
    private final double[] cos;
    private final double[] sin;
    private final int[] reversed;
    private final double[] re;
    private final double[] im;

    /** For signals of that many samples: a power of two, 4 or more. */
    public RealFft(int length) {
        if (length < 4 || Integer.bitCount(length) != 1) {
            throw new IllegalArgumentException("length is " + length + ", but must be a power of two from 4");
        }
        this.length = length;
        half = length / 2;
        cos = new double[half + 1];
        sin = new double[half + 1];
        for (int i = 0; i <= half; i++) {
            cos[i] = Math.cos(2 * Math.PI * i / length);
            sin[i] = Math.sin(2 * Math.PI * i / length);
        }
        reversed = new int[half];
        int bits = Integer.numberOfTrailingZeros(half);
        for (int i = 0; i < half; i++) {
            reversed[i] = Integer.reverse(i) >>> (32 - bits);
        }
        re = new double[half];
        im = new double[half];
    }

    public int length() {
        return length;
    }

    /**
     * Squared magnitudes |X(k)|² of the transform of a signal.
     *
     * @param signal from its first sample on; read up to {@link #length()}, and taken for 0 after {@code samples}
     * @param samples how many samples of the signal count, at most {@link #length()}
     * @param power receives k = 0 … length/2
     */
    public void power(double[] signal, int samples, double[] power) {
        for (int i = 0; i < half; i++) {
            int from = 2 * reversed[i];
            re[i] = from < samples ? signal[from] : 0;
            im[i] = from + 1 < samples ? signal[from + 1] : 0;
        }
        transform();
        unfold(power);
    }

    double cos(int i) {
        return cos[i];
    }

    double sin(int i) {
        return sin[i];
    }

    /** Where the {@code i}-th pair of samples is put. */
    int reversed(int i) {
        return reversed[i];
    }

    private void transform() {
        for (int i = 0; i < half; i += 2) {
            double a = re[i + 1];
            double b = im[i + 1];
            re[i + 1] = re[i] - a;
            im[i + 1] = im[i] - b;
            re[i] += a;
            im[i] += b;
        }
        for (int size = 4; size <= half; size *= 2) {
            int middle = size / 2;
            int step = length / size;
            for (int block = 0; block < half; block += size) {
                butterflies(block, middle, step);
            }
        }
    }

    private void butterflies(int block, int middle, int step) {
        for (int i = 0; i < middle; i++) {
            double c = cos[i * step];
            double s = sin[i * step];
            int low = block + i;
            int high = low + middle;
            double a = re[high] * c + im[high] * s;
            double b = im[high] * c - re[high] * s;
            re[high] = re[low] - a;
            im[high] = im[low] - b;
            re[low] += a;
            im[low] += b;
        }
    }

    /** From the transform Z of the packed signal: X(k) = (Z(k) + Z*(M-k))/2 - i e^(-2πik/N) (Z(k) - Z*(M-k))/2, M = N/2. */
    private void unfold(double[] power) {
        power[0] = (re[0] + im[0]) * (re[0] + im[0]);
        power[half] = (re[0] - im[0]) * (re[0] - im[0]);
        for (int k = 1; k < half; k++) {
            int mirror = half - k;
            double evenRe = (re[k] + re[mirror]) / 2;
            double evenIm = (im[k] - im[mirror]) / 2;
            double oddRe = (im[k] + im[mirror]) / 2;
            double oddIm = (re[mirror] - re[k]) / 2;
            double x = evenRe + oddRe * cos[k] + oddIm * sin[k];
            double y = evenIm + oddIm * cos[k] - oddRe * sin[k];
            power[k] = x * x + y * y;
        }
    }
}
