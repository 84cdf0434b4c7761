package io.ecganalyzer.dsp;

import java.util.Arrays;

/**
 * Brings samples of any rate to another rate under a low-pass, in one step: a windowed sinc, zero phase, evaluated only where
 * an output sample stands. Output sample {@code n} stands at the time {@code n / outputRateHz} of the input, so a piece of a
 * recording gives the same values as the whole.
 *
 * <p>Smith JO, "Digital Audio Resampling" (CCRMA): band-limited interpolation from a table of phases.
 */
public final class LowPassResampler {
    /** Phases between two input samples; the nearest is taken: a time error below 1/1024 of a sample. */
    private static final int PHASES = 512;

    /** The longest cycle of phases for which the outputs are made phase by phase. */
    private static final int LONGEST_CYCLE = 64;

    /** Outputs of one phase that are made at a time: their sums and what all phases read stay in the first-level cache. */
    private static final int BLOCK = 128;

    private final double ratio;

    /** Input samples for each {@link #cycle} outputs, where the rates are in such a ratio; else 0. */
    private final int stride;

    private final int cycle;
    private final int halfTaps;
    private final float[][] kernels = new float[PHASES + 1][];

    /**
     * A resampler.
     *
     * @param inputRateHz rate of the input
     * @param outputRateHz rate of the output
     * @param cutoffHz half-amplitude frequency, below both Nyquist frequencies
     * @param halfWidthSeconds half the kernel's length
     */
    public LowPassResampler(double inputRateHz, double outputRateHz, double cutoffHz, double halfWidthSeconds) {
        this.ratio = inputRateHz / outputRateHz;
        int outputs = 1;
        while (outputs <= LONGEST_CYCLE && Math.abs(outputs * ratio - Math.rint(outputs * ratio)) > 1e-12) {
            outputs++;
        }
        boolean cyclic = outputs <= LONGEST_CYCLE && outputs * ratio <= LONGEST_CYCLE;
        this.cycle = outputs;
        this.stride = cyclic ? (int) Math.rint(outputs * ratio) : 0;
        // An even number, so that the taps come in fours.
        this.halfTaps = 2 * Math.max(1, (int) Math.ceil(halfWidthSeconds * inputRateHz / 2));
        // A short recording takes less time than the kernels of all phases: only those that its rate calls for are
        // made.
        for (int phase = 0; phase < (cyclic ? cycle : PHASES + 1); phase++) {
            int table = cyclic ? phaseOf(phase) : phase;
            kernels[table] = kernel(table / (double) PHASES, cutoffHz / inputRateHz);
        }
    }

    /** The phase of output sample {@code n} where the rates are in a ratio of small whole numbers. */
    private int phaseOf(long n) {
        return (int) Math.round(Math.floorMod(n * stride, (long) cycle) / (double) cycle * PHASES);
    }

    private float[] kernel(double fraction, double cutoff) {
        double[] taps = new double[2 * halfTaps];
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
            double x = k - (halfTaps - 1) - fraction;
            double window = Math.max(0, 0.5 + 0.5 * Math.cos(Math.PI * x / halfTaps));
            double argument = 2 * Math.PI * cutoff * x;
            taps[k] = window * (Math.abs(argument) < 1e-9 ? 1 : Math.sin(argument) / argument);
            sum += taps[k];
        }
        float[] kernel = new float[taps.length];
        for (int k = 0; k < taps.length; k++) {
            kernel[k] = (float) (taps[k] / sum);
        }
        return kernel;
    }

    /** The number of output samples that stand within {@code inputLength} input samples. */
    public long outputLength(long inputLength) {
        return inputLength == 0 ? 0 : (long) Math.floor((inputLength - 1) / ratio) + 1;
    }

    /** The input time, in samples, of output sample {@code n}. */
    public double inputTime(long n) {
        return n * ratio;
    }

    /** How many input samples on either side of an output sample its value depends on. */
    public int reach() {
        return halfTaps + 1;
    }

    /**
     * Resamples a part of a recording. Before its beginning and after its end the recording is taken to stand still.
     *
     * @param input consecutive samples of the recording
     * @param inputFrom the place of {@code input[0]} in the recording
     * @param from the first output sample wanted
     * @param output filled with the output samples from there on
     */
    public void resample(float[] input, long inputFrom, long from, float[] output) {
        if (stride == 0 || input.length < 4 * stride + 2 * halfTaps) {
            resampleEach(input, inputFrom, from, output, 0, output.length);
            return;
        }
        // Outputs whose whole kernel lies within the input; the few at its ends are made one by one.
        int first = 0;
        while (first < output.length && firstTap(from + first, inputFrom) < 0) {
            first++;
        }
        int last = output.length;
        while (last > first && firstTap(from + last - 1, inputFrom) + 2L * halfTaps > input.length) {
            last--;
        }
        resampleEach(input, inputFrom, from, output, 0, first);
        resampleEach(input, inputFrom, from, output, last, output.length);
        float[][] comb = comb(input);
        float[][] read = new float[stride + 2 * halfTaps][];
        Arrays.setAll(read, place -> new float[BLOCK]);
        float[] sum = new float[BLOCK];
        for (int begin = first; begin < last; begin += BLOCK * cycle) {
            int at = (int) firstTap(from + begin, inputFrom);
            read(comb, at, read);
            for (int phase = begin; phase < Math.min(last, begin + cycle); phase++) {
                int begins = (int) firstTap(from + phase, inputFrom) - at;
                resamplePhase(read, begins, kernels[phaseOf(from + phase)], sum);
                for (int m = 0, to = phase; m < BLOCK && to < last; m++, to += cycle) {
                    output[to] = sum[m];
                }
            }
        }
    }

    private long firstTap(long n, long inputFrom) {
        return Math.floorDiv(n * stride, (long) cycle) - inputFrom - (halfTaps - 1);
    }

    /** Every stride-th sample, from each beginning: what one phase of outputs needs lies side by side in it. */
    private float[][] comb(float[] input) {
        float[][] comb = new float[stride][];
        for (int r = 0; r < stride; r++) {
            comb[r] = new float[input.length / stride + 1];
        }
        int at = 0;
        for (int i = 0; i < input.length / stride; i++) {
            for (float[] tooth : comb) {
                tooth[i] = input[at++];
            }
        }
        for (int r = 0; at < input.length; r++) {
            comb[r][input.length / stride] = input[at++];
        }
        return comb;
    }

    /** From each place on every stride-th sample, at the beginning of an array: else C2 makes no vectors of the loops over them. */
    private void read(float[][] comb, int at, float[][] read) {
        for (int k = 0; k < read.length; k++) {
            float[] tooth = comb[(at + k) % stride];
            int begin = (at + k) / stride;
            // At the end of the input the rest is not needed.
            System.arraycopy(tooth, begin, read[k], 0, Math.max(0, Math.min(BLOCK, tooth.length - begin)));
        }
    }

    /** Outputs with the same fraction of a sample: the kernel is one, so that each tap is one pass over an array. */
    private static void resamplePhase(float[][] read, int begin, float[] kernel, float[] sum) {
        Arrays.fill(sum, 0);
        for (int k = 0; k < kernel.length; k += 4) {
            int at = begin + k;
            addFour(sum, read[at], read[at + 1], read[at + 2], read[at + 3], kernel, k);
        }
    }

    /** Four taps in one pass, so that the sum is loaded and stored a quarter as often. */
    private static void addFour(float[] sum, float[] a, float[] b, float[] c, float[] d, float[] kernel, int k) {
        float tapA = kernel[k];
        float tapB = kernel[k + 1];
        float tapC = kernel[k + 2];
        float tapD = kernel[k + 3];
        for (int m = 0; m < BLOCK; m++) {
            sum[m] = sum[m] + tapA * a[m] + tapB * b[m] + tapC * c[m] + tapD * d[m];
        }
    }

    private void resampleEach(float[] input, long inputFrom, long from, float[] output, int begin, int end) {
        int taps = 2 * halfTaps;
        for (int n = begin; n < end; n++) {
            double time = (from + n) * ratio;
            long whole = stride == 0 ? (long) Math.floor(time) : Math.floorDiv((from + n) * stride, (long) cycle);
            float[] kernel = kernels[stride == 0 ? (int) Math.round((time - whole) * PHASES) : phaseOf(from + n)];
            long first = whole - inputFrom - (halfTaps - 1);
            output[n] = first >= 0 && first + taps <= input.length
                    ? inner(input, (int) first, kernel)
                    : atTheEdge(input, first, kernel);
        }
    }

    private static float atTheEdge(float[] input, long first, float[] kernel) {
        float sum = 0;
        for (int k = 0; k < kernel.length; k++) {
            int at = (int) Math.min(input.length - 1L, Math.max(0, first + k));
            sum += kernel[k] * input[at];
        }
        return sum;
    }

    /** Four sums side by side, for the processor's pipeline; their order is fixed, so every machine gets the same value. */
    private static float inner(float[] input, int first, float[] kernel) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int k = 0; k < kernel.length; k += 4) {
            a += kernel[k] * input[first + k];
            b += kernel[k + 1] * input[first + k + 1];
            c += kernel[k + 2] * input[first + k + 2];
            d += kernel[k + 3] * input[first + k + 3];
        }
        return (a + b) + (c + d);
    }
}
