package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.ecg.Stretch;
import java.util.Arrays;
import java.util.List;

/**
 * The beats of a lead, or of all leads together, with what is said of the rest.
 *
 * @param samples of the R peaks, ascending
 * @param confidence of each, 0 to 1
 * @param unreadable stretches in which beats cannot be told
 * @param flutter episodes; no beats in them
 */
@SuppressWarnings("ArrayRecordComponent") // a day has 100,000 beats; as arrays by design
public record Detection(int[] samples, float[] confidence, List<Stretch> unreadable, List<FlutterEpisode> flutter) {

    private static final int FRAME = FlutterFeatures.FRAME;
    private static final int FRAMES_A_SECOND = LeadSignal.RATE_HZ / FRAME;
    private static final int SMOOTHED_EITHER_SIDE = 3;
    private static final int SHORTEST_EPISODE = 4 * FRAMES_A_SECOND;
    private static final int LONGEST_INTERRUPTION = 2 * FRAMES_A_SECOND;
    private static final int LONG = 2 * FRAMES_A_SECOND;

    /** Found by cross-validation: noise alone stays below, recordings with heavy noise come above. */
    private static final Evidence EVIDENCE = new Evidence(3);

    /** Above a third of the usual amplitude something moves that is not the rest between beats. */
    private static final float ACTIVE = 0.33f;

    /** Reads a whole track. */
    static Detection of(Track track, double samplingRateHz, long length) {
        double[] flutter = smoothed(track);
        boolean[] fluttering = episodes(flutter);
        double frameSamples = FRAME * samplingRateHz / LeadSignal.RATE_HZ;
        Frames frames = new Frames(frameSamples, length);
        int[] beats = track.beats();
        float[] confidence = track.confidence();
        boolean[] evident = EVIDENCE.suffices(beats, confidence, samplingRateHz);
        int count = 0;
        for (int b = 0; b < beats.length; b++) {
            if (evident[b] && !fluttering[Math.min(fluttering.length - 1, (int) (beats[b] / frameSamples))]) {
                beats[count] = beats[b];
                confidence[count++] = confidence[b];
            }
        }
        beats = Arrays.copyOf(beats, count);
        String[] reason = reasons(track, fluttering, beats, frameSamples);
        return new Detection(
                beats, Arrays.copyOf(confidence, count), frames.runs(reason), frames.flutter(fluttering, flutter));
    }

    private static double[] smoothed(Track track) {
        int n = Math.max(1, track.frameCount());
        double[] smoothed = new double[n];
        for (int f = 0; f < track.frameCount(); f++) {
            int from = Math.max(0, f - SMOOTHED_EITHER_SIDE);
            int to = Math.min(track.frameCount() - 1, f + SMOOTHED_EITHER_SIDE);
            for (int k = from; k <= to; k++) {
                smoothed[f] += track.flutter(k) / (to - from + 1);
            }
        }
        return smoothed;
    }

    private static boolean[] episodes(double[] flutter) {
        boolean[] in = new boolean[flutter.length];
        for (int f = 0; f < in.length; f++) {
            in[f] = flutter[f] > 0.5;
        }
        turnShortRuns(in, false, LONGEST_INTERRUPTION);
        turnShortRuns(in, true, SHORTEST_EPISODE);
        return in;
    }

    /** Runs of a value that are shorter than wanted become the other value; those at an end of the recording stay. */
    private static void turnShortRuns(boolean[] in, boolean value, int shortest) {
        int begin = 0;
        for (int f = 1; f <= in.length; f++) {
            if (f < in.length && in[f] == in[begin]) {
                continue;
            }
            boolean inside = value || (begin > 0 && f < in.length);
            if (in[begin] == value && inside && f - begin < shortest) {
                Arrays.fill(in, begin, f, !value);
            }
            begin = f;
        }
    }

    /** Why no beats can be told in a frame, or null where they can. */
    private static String[] reasons(Track track, boolean[] fluttering, int[] beats, double frameSamples) {
        int n = track.frameCount();
        String[] reason = new String[n];
        for (int f = 0; f < n; f++) {
            reason[f] = fluttering[f] ? "flutter" : still(track.state(f));
        }
        int from = 0;
        double last = 0;
        for (int b = 0; b <= beats.length; b++) {
            double next = b < beats.length ? beats[b] : n * frameSamples;
            int to = b < beats.length ? Math.min(n - 1, (int) (next / frameSamples)) : n;
            if (next - last > LONG * frameSamples) {
                explain(track, reason, from, to);
            }
            from = to + 1;
            last = next;
        }
        return reason;
    }

    private static String still(byte state) {
        return state == Track.FLAT ? "flat" : (state == Track.SATURATED ? "saturated" : null);
    }

    /** A long gap between beats is noise where much of it is active, at the ends of a recording too; else it can be read. */
    private static void explain(Track track, String[] reason, int from, int to) {
        int active = 0;
        int open = 0;
        for (int f = from; f < to; f++) {
            if (reason[f] == null) {
                open++;
                active += track.activity(f) > ACTIVE ? 1 : 0;
            }
        }
        // The first and the last half second of a gap may be in the frames of the beats.
        if (open < LONG - 1 || 2 * active <= open) {
            return;
        }
        for (int f = from; f < to; f++) {
            reason[f] = reason[f] == null ? "noise" : reason[f];
        }
    }
}
