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

    /** The phase of output sample {@code n} where they are in no such ratio. */
    private int nearestPhase(long n) {
        return (int) Math.round((n * ratio - sampleBefore(n)) * PHASES);
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
        resample(new Samples.Plain(input), inputFrom, from, output);
    }

    /** As {@link #resample(float[], long, long, float[])}. */
    public void resample(Samples input, long inputFrom, long from, float[] output) {
        if (stride == 0 || output.length < Strips.FEW) {
            resampleOneByOne(input, inputFrom, from, output);
            return;
        }
        Strips strips = new Strips();
        resample(input, inputFrom, from, output.length, new Strips(), strips);
        strips.join(0, output.length, output, 0);
    }

    /**
     * The same into strips.
     *
     * @param length how many output samples are wanted
     * @param work for strips of the input; whoever resamples often gives the same again
     */
    public void resample(Samples input, long inputFrom, long from, int length, Strips work, Strips output) {
        if (stride == 0) {
            float[] resampled = new float[length];
            resampleOneByOne(input, inputFrom, from, resampled);
            output.cut(resampled);
            return;
        }
        output.shape(length, cycle);
        int samples = output.each();
        long begin = firstTap(from, inputFrom);
        int reach = (int) (firstTap(from + samples - 1, inputFrom) - begin) + 2 * halfTaps;
        work.cut(input, begin, output.count(), samples / cycle * stride, reach);
        for (int j = 0; j < samples; j++) {
            addUp(work, (int) (firstTap(from + j, inputFrom) - begin), kernels[phaseOf(from + j)], output.row(j));
        }
    }

    private long firstTap(long n, long inputFrom) {
        return sampleBefore(n) - inputFrom - (halfTaps - 1);
    }

    /** The last input sample that is not after an output sample. */
    private long sampleBefore(long n) {
        return stride == 0 ? (long) Math.floor(n * ratio) : Math.floorDiv(n * stride, (long) cycle);
    }

    /** Outputs with the same fraction of a sample: the kernel is one, so that each tap is one pass over a row. */
    private static void addUp(Strips input, int begin, float[] kernel, float[] sum) {
        Arrays.fill(sum, 0);
        for (int k = 0; k < kernel.length; k += 4) {
            int at = begin + k;
            addFour(
                    sum,
                    input.rowWithoutMargin(at),
                    input.rowWithoutMargin(at + 1),
                    input.rowWithoutMargin(at + 2),
                    input.rowWithoutMargin(at + 3),
                    kernel,
                    k);
        }
    }

    /** Four taps in one pass, so that the sum is loaded and stored a quarter as often. */
    private static void addFour(float[] sum, float[] a, float[] b, float[] c, float[] d, float[] kernel, int k) {
        float tapA = kernel[k];
        float tapB = kernel[k + 1];
        float tapC = kernel[k + 2];
        float tapD = kernel[k + 3];
        for (int m = 0; m < Strips.WIDTH; m++) {
            sum[m] = sum[m] + tapA * a[m] + tapB * b[m] + tapC * c[m] + tapD * d[m];
        }
    }

    /**
     * Where hardly two outputs have the same fraction of a sample, or there are few of them. Those of strips are the same to the last digit,
     * but for a recording of some dozens of samples, which has its own order of summing and is never looked at in pieces.
     */
    private void resampleOneByOne(Samples input, long inputFrom, long from, float[] output) {
        if (output.length == 0) {
            return;
        }
        int taps = 2 * halfTaps;
        boolean sideBySide = stride == 0 || input.length() < 4 * stride + taps;
        // Only what is read, however much more there is.
        int begin = within(0, input.length() - 1, firstTap(from, inputFrom));
        int end = within(begin + 1, input.length(), firstTap(from + output.length - 1, inputFrom) + taps);
        float[] read = input.toArray(begin, end);
        for (int n = 0; n < output.length; n++) {
            float[] kernel = kernels[stride == 0 ? nearestPhase(from + n) : phaseOf(from + n)];
            long first = firstTap(from + n, inputFrom) - begin;
            output[n] = sideBySide && first >= 0 && first + taps <= read.length
                    ? inner(read, (int) first, kernel)
                    : inOrder(read, first, kernel);
        }
    }

    private static int within(int least, int most, long value) {
        return (int) Math.max(least, Math.min(most, value));
    }

    /** Tap by tap, as far as there is an input. */
    private static float inOrder(float[] input, long first, float[] kernel) {
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
