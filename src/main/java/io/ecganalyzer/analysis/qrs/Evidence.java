package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * Tells recordings with beats from noise alone: in noise a wave passes for a beat now and then, but what passes is doubtful, and so is
 * all around it for minutes. Real beats in heavy noise have clear ones before or after it.
 */
final class Evidence {
    private static final int BEATS_EITHER_SIDE = 8;
    private static final double NEARBY_SECONDS = 10;
    private static final double REACH_SECONDS = 60;

    /** One beat is not taken for more than this, so that a few artefacts do not speak for all. */
    private static final double MOST = 8;

    private final double least;

    /** Wants that mean of log-odds over some beats in a row, somewhere within a minute. */
    Evidence(double least) {
        this.least = least;
    }

    /**
     * Whether each beat has others nearby that are sure enough.
     *
     * @param beats samples, ascending
     * @param confidence of each, 0 to 1
     */
    boolean[] suffices(int[] beats, float[] confidence, double samplingRateHz) {
        boolean[] sure = sure(beats, confidence, NEARBY_SECONDS * samplingRateHz);
        boolean[] suffices = new boolean[beats.length];
        double reach = REACH_SECONDS * samplingRateHz;
        double last = Double.NEGATIVE_INFINITY;
        for (int b = 0; b < beats.length; b++) {
            last = sure[b] ? beats[b] : last;
            suffices[b] = beats[b] - last <= reach;
        }
        double next = Double.POSITIVE_INFINITY;
        for (int b = beats.length - 1; b >= 0; b--) {
            next = sure[b] ? beats[b] : next;
            suffices[b] |= next - beats[b] <= reach;
        }
        return suffices;
    }

    private boolean[] sure(int[] beats, float[] confidence, double nearby) {
        boolean[] sure = new boolean[beats.length];
        double[] odds = new double[beats.length];
        Arrays.setAll(odds, b -> Math.min(MOST, Math.log(confidence[b] / (1 - confidence[b]))));
        for (int b = 0; b < beats.length; b++) {
            int from = Math.max(0, b - BEATS_EITHER_SIDE);
            int to = Math.min(beats.length - 1, b + BEATS_EITHER_SIDE);
            double sum = 0;
            int count = 0;
            for (int k = from; k <= to; k++) {
                if (Math.abs(beats[k] - beats[b]) <= nearby) {
                    sum += odds[k];
                    count++;
                }
            }
            sure[b] = sum >= least * count;
        }
        return sure;
    }
}
