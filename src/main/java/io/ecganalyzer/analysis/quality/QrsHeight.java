package io.ecganalyzer.analysis.quality;

import io.ecganalyzer.ecg.Lead;
import java.util.Arrays;

/** How high the QRS complexes of a lead are; where beats are not known, how far it swings in a second. */
final class QrsHeight {
    /** Half of the stretch around a beat in which its QRS complex is the highest wave. */
    private static final double HALF_S = 0.06;

    private static final int MOST_BEATS = 1000;

    private final int half;
    private final int second;

    QrsHeight(double samplingRateHz) {
        half = Math.max(1, (int) Math.round(HALF_S * samplingRateHz));
        second = (int) Math.round(samplingRateHz);
    }

    /** In units of the samples. */
    double of(Lead lead, int[] beats) {
        return beats == null || beats.length < 3 ? ofSeconds(lead) : ofBeats(lead, beats);
    }

    private double ofBeats(Lead lead, int[] beats) {
        int every = 1 + beats.length / MOST_BEATS;
        int[] around = new int[2 * half + 1];
        double[] heights = new double[beats.length / every + 1];
        int n = 0;
        for (int k = 0; k < beats.length; k += every) {
            int from = Math.max(0, beats[k] - half);
            int to = Math.min(lead.length(), beats[k] + half + 1);
            if (from < to) {
                lead.copy(from, to, around);
                heights[n++] = height(around, to - from);
            }
        }
        return n == 0 ? 0 : median(heights, n);
    }

    private double ofSeconds(Lead lead) {
        int blocks = Math.max(1, lead.length() / second);
        int[] block = new int[second];
        double[] heights = new double[blocks];
        for (int k = 0; k < blocks; k++) {
            int to = Math.min(lead.length(), (k + 1) * second);
            lead.copy(k * second, to, block);
            heights[k] = height(block, to - k * second);
        }
        return median(heights, blocks);
    }

    private static double height(int[] samples, int count) {
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            lowest = Math.min(lowest, samples[i]);
            highest = Math.max(highest, samples[i]);
        }
        return (double) highest - lowest;
    }

    private static double median(double[] values, int n) {
        Arrays.sort(values, 0, n);
        return values[n / 2];
    }
}
