package io.ecganalyzer.analysis.rate;

import io.ecganalyzer.ecg.Beat;
import io.ecganalyzer.ecg.BeatSeries;
import io.ecganalyzer.ecg.Stretch;
import java.util.Arrays;
import java.util.List;

/**
 * The intervals from beat to beat, by time. Between two beats with an unreadable stretch in between lies no interval: a beat may have
 * been missed there.
 */
public final class RrIntervals {
    private final double samplingRateHz;
    private final int[] start;
    private final int[] length;
    private final boolean[] adjoining;

    private RrIntervals(double samplingRateHz, int[] start, int[] length, boolean[] adjoining) {
        this.samplingRateHz = samplingRateHz;
        this.start = start;
        this.length = length;
        this.adjoining = adjoining;
    }

    /** The intervals of beats whose sample indices count at that rate. */
    public static RrIntervals of(BeatSeries series, double samplingRateHz) {
        List<Beat> beats = series.beats();
        List<Stretch> unreadable = series.unreadable();
        int most = Math.max(0, beats.size() - 1);
        int[] start = new int[most];
        int[] length = new int[most];
        boolean[] adjoining = new boolean[most];
        int n = 0;
        int next = 0;
        boolean afterInterval = false;
        for (int i = 1; i < beats.size(); i++) {
            int from = beats.get(i - 1).sampleIndex();
            int to = beats.get(i).sampleIndex();
            while (next < unreadable.size() && unreadable.get(next).endSample() <= from) {
                next++;
            }
            boolean readable = next == unreadable.size() || unreadable.get(next).startSample() >= to;
            if (readable) {
                start[n] = from;
                length[n] = to - from;
                adjoining[n] = afterInterval;
                n++;
            }
            afterInterval = readable;
        }
        return new RrIntervals(
                samplingRateHz, Arrays.copyOf(start, n), Arrays.copyOf(length, n), Arrays.copyOf(adjoining, n));
    }

    /** Those of the intervals that are kept; two are neighbours still only where nothing between them is left out. */
    public RrIntervals only(boolean[] kept) {
        int n = 0;
        for (boolean each : kept) {
            n += each ? 1 : 0;
        }
        int[] keptStart = new int[n];
        int[] keptLength = new int[n];
        boolean[] keptAdjoining = new boolean[n];
        int at = 0;
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                keptStart[at] = start[i];
                keptLength[at] = length[i];
                keptAdjoining[at] = adjoining[i] && kept[i - 1];
                at++;
            }
        }
        return new RrIntervals(samplingRateHz, keptStart, keptLength, keptAdjoining);
    }

    public int count() {
        return length.length;
    }

    public double samplingRateHz() {
        return samplingRateHz;
    }

    /** The sample of the beat that starts interval i. */
    public int startSample(int i) {
        return start[i];
    }

    /** The length of interval i in samples. */
    public int samples(int i) {
        return length[i];
    }

    /** The length of interval i in ms. */
    public double ms(int i) {
        return length[i] * 1000.0 / samplingRateHz;
    }

    /** When the beat that starts interval i stands, in seconds from the first sample. */
    public double startS(int i) {
        return start[i] / samplingRateHz;
    }

    /** When the beat that ends interval i stands, in seconds from the first sample. */
    public double endS(int i) {
        return ((double) start[i] + length[i]) / samplingRateHz;
    }

    /** Whether interval i starts at the beat that ends interval i - 1. */
    public boolean adjoins(int i) {
        return adjoining[i];
    }

    /** All lengths in ms. */
    public double[] allMs() {
        double[] all = new double[length.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = ms(i);
        }
        return all;
    }

    /** The sum of all lengths, in seconds. */
    public double totalS() {
        long sum = 0;
        for (int each : length) {
            sum += each;
        }
        return sum / samplingRateHz;
    }
}
