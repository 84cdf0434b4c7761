package io.ecganalyzer.analysis.quality;

import io.ecganalyzer.analysis.AnalysisInterruptedException;
import io.ecganalyzer.dsp.Welch;
import io.ecganalyzer.ecg.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures the windows of leads, one lead after the other; not safe for many threads. */
final class LeadQuality {
    static final double WINDOW_S = 10;

    /** The wave shapes and the spectral indices need no more than 40 Hz: samples are averaged down to this rate or a little above. */
    private static final double REDUCED_HZ = 120;

    private static final int SPECTRUM_LENGTH = 512;

    /** Half of the stretch around a beat in which its QRS complex is the highest wave. */
    private static final double QRS_HALF_S = 0.06;

    private static final int MOST_BEATS_FOR_HEIGHT = 1000;

    private final double samplingRateHz;
    private final int reduction;
    private final int second;
    private final Hum hum;
    private final MuscleNoise muscleNoise;
    private final SecondDetector detector;

    /** Its tables serve all windows; only the last one may be of another length. */
    private Welch welch;

    LeadQuality(double samplingRateHz) {
        this.samplingRateHz = samplingRateHz;
        reduction = Math.max(1, (int) (samplingRateHz / REDUCED_HZ));
        second = (int) Math.round(samplingRateHz);
        hum = new Hum(samplingRateHz);
        muscleNoise = new MuscleNoise(samplingRateHz);
        detector = new SecondDetector(samplingRateHz / reduction);
    }

    /**
     * The windows of a lead.
     *
     * @param beats places of the beats, or null where they are not known
     * @param flutter stretches in which there are no beats to agree about
     */
    SignalQuality.OfLead measure(String name, int[] samples, int[] beats, List<Stretch> flutter) {
        double height = beats == null || beats.length < 3 ? blockHeight(samples) : qrsHeight(samples, beats);
        Limits limits = Limits.of(samples, samplingRateHz);
        List<SignalQuality.Window> windows = new ArrayList<>();
        int length = (int) Math.round(WINDOW_S * samplingRateHz);
        int count = Math.max(1, (samples.length + length / 2) / length);
        for (int i = 0; i < count; i++) {
            AnalysisInterruptedException.throwIfInterrupted();
            int from = i * length;
            int to = i == count - 1 ? samples.length : from + length;
            boolean told = beats != null
                    && flutter.stream().noneMatch(each -> each.startSample() < to && each.endSample() > from);
            windows.add(window(samples, from, to, told ? beats : null, height, limits));
        }
        return Verdicts.ofLead(name, height, windows);
    }

    private SignalQuality.Window window(int[] samples, int from, int to, int[] beats, double height, Limits limits) {
        double scale = height > 0 ? 1 / height : 0;
        Limits.Shares shares = limits.shares(samples, from, to);
        double[] means = means(samples, from, to);
        Hum.Found found = hum.find(samples, from, to);
        double noise = muscleNoise.measure(samples, from, to, found.frequencyHz());
        double[] reduced = reduced(samples, from, to);
        int n = reduced.length;
        double[] density = density(reduced, n);
        double step = samplingRateHz / reduction / SPECTRUM_LENGTH;
        double above = power(density, step, 1, 40);
        double qrs = power(density, step, 5, 15);
        double signal = power(density, step, 5, 40);
        Double agreement = null;
        if (beats != null) {
            int first = atOrAfter(beats, from);
            int last = atOrAfter(beats, to);
            agreement = detector.agreement(
                    detector.detect(reduced, n), scaled(beats, first, last, from), 0, last - first, 0);
        }
        double hums = found.frequencyHz() == 0 ? 0 : 2 * found.amplitude() * scale;
        Verdicts.Measures measures = new Verdicts.Measures(
                shares.flat(),
                shares.saturated(),
                deviation(means) * scale,
                largestStep(means) * scale,
                noise * scale,
                found.frequencyHz() == 0 ? null : (Integer) found.frequencyHz(),
                hums,
                finite(kurtosis(reduced, n)),
                finite(qrs / signal),
                finite(above / power(density, step, 0, 40)),
                agreement);
        return Verdicts.window(from / samplingRateHz, (to - from) / samplingRateHz, measures, shares.off());
    }

    /** Places of beats in the reduced window. */
    private int[] scaled(int[] beats, int first, int last, int from) {
        int[] scaled = new int[last - first];
        for (int i = first; i < last; i++) {
            scaled[i - first] = (beats[i] - from) / reduction;
        }
        return scaled;
    }

    private double qrsHeight(int[] samples, int[] beats) {
        int half = Math.max(1, (int) Math.round(QRS_HALF_S * samplingRateHz));
        int every = 1 + beats.length / MOST_BEATS_FOR_HEIGHT;
        double[] heights = new double[beats.length / every + 1];
        int n = 0;
        for (int k = 0; k < beats.length; k += every) {
            int from = Math.max(0, beats[k] - half);
            int to = Math.min(samples.length, beats[k] + half + 1);
            if (from < to) {
                heights[n++] = height(samples, from, to);
            }
        }
        return n == 0 ? 0 : median(heights, n);
    }

    private double blockHeight(int[] samples) {
        int blocks = Math.max(1, samples.length / second);
        double[] heights = new double[blocks];
        for (int k = 0; k < blocks; k++) {
            heights[k] = height(samples, k * second, Math.min(samples.length, (k + 1) * second));
        }
        return median(heights, blocks);
    }

    private static double height(int[] samples, int from, int to) {
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (int i = from; i < to; i++) {
            lowest = Math.min(lowest, samples[i]);
            highest = Math.max(highest, samples[i]);
        }
        return (double) highest - lowest;
    }

    private double[] means(int[] samples, int from, int to) {
        int blocks = Math.max(1, (to - from) / second);
        double[] means = new double[blocks];
        for (int k = 0; k < blocks; k++) {
            int start = from + k * second;
            int end = Math.min(to, start + second);
            long sum = 0;
            for (int i = start; i < end; i++) {
                sum += samples[i];
            }
            means[k] = (double) sum / (end - start);
        }
        return means;
    }

    private double[] reduced(int[] samples, int from, int to) {
        double[] reduced = new double[(to - from) / reduction];
        for (int k = 0; k < reduced.length; k++) {
            long sum = 0;
            int start = from + k * reduction;
            for (int i = start; i < start + reduction; i++) {
                sum += samples[i];
            }
            reduced[k] = (double) sum / reduction;
        }
        return reduced;
    }

    private double[] density(double[] reduced, int n) {
        int segment = Math.min(n, SPECTRUM_LENGTH);
        if (welch == null || welch.segment() != segment) {
            welch = new Welch(samplingRateHz / reduction, segment, SPECTRUM_LENGTH);
        }
        welch.reset();
        welch.add(reduced);
        return welch.density();
    }

    private static double power(double[] density, double step, double fromHz, double toHz) {
        double sum = 0;
        for (int k = (int) Math.ceil(fromHz / step); k < density.length && k * step < toHz; k++) {
            sum += density[k];
        }
        return sum;
    }

    private static double kurtosis(double[] values, int n) {
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += values[i];
        }
        mean /= n;
        double second = 0;
        double fourth = 0;
        for (int i = 0; i < n; i++) {
            double square = (values[i] - mean) * (values[i] - mean);
            second += square;
            fourth += square * square;
        }
        return n * fourth / (second * second);
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    private static double largestStep(double[] values) {
        double largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i] - values[i - 1]));
        }
        return largest;
    }

    private static double median(double[] values, int n) {
        Arrays.sort(values, 0, n);
        return values[n / 2];
    }

    private static int atOrAfter(int[] beats, int sample) {
        int at = Arrays.binarySearch(beats, sample);
        return at < 0 ? -at - 1 : at;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
