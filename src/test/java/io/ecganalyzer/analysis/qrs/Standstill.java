package io.ecganalyzer.analysis.qrs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A recording in which the heart stands still about once a minute: between the T wave of one beat and the P wave of the next there is noise
 * alone.
 *
 * @param recording with the pauses in it, and its beats moved by them
 * @param pauses the first sample of each, and the one after its last
 */
record Standstill(Recording recording, List<int[]> pauses) {
    private static final double EVERY_SECONDS = 60;

    /** From there on, as a share of the RR interval, the T wave is over and the P wave has not begun. */
    private static final double REST = 0.62;

    /** White or brown noise of 0.2 to 1.6 % of the beats. */
    static Standstill in(Recording clean, double seconds, Random random) {
        int length = (int) (seconds * clean.rateHz());
        int[] cuts = cuts(clean);
        int[][] leads = new int[clean.leads().length][];
        for (int lead = 0; lead < leads.length; lead++) {
            leads[lead] = paused(clean.leads()[lead], cuts, length, 0.002 * Noise.beatSize(clean, lead), random);
        }
        List<int[]> pauses = new ArrayList<>();
        for (int k = 0; k < cuts.length; k++) {
            pauses.add(new int[] {cuts[k] + k * length, cuts[k] + (k + 1) * length});
        }
        int[] moved = Arrays.stream(clean.beats()[0])
                .map(beat -> beat
                        + length
                                * (int) Arrays.stream(cuts)
                                        .filter(cut -> cut <= beat)
                                        .count())
                .toArray();
        int[][] beats = new int[leads.length][];
        Arrays.fill(beats, moved);
        return new Standstill(
                new Recording(
                        "standstill",
                        clean.name(),
                        clean.group(),
                        clean.rateHz(),
                        leads,
                        beats,
                        new int[0][],
                        0,
                        leads[0].length),
                pauses);
    }

    private static int[] cuts(Recording clean) {
        int[] beats = clean.beats()[0];
        double rate = clean.rateHz();
        int[] cuts = new int[beats.length];
        int count = 0;
        double next = 20 * rate;
        for (int b = 0; b + 1 < beats.length; b++) {
            int rr = beats[b + 1] - beats[b];
            if (beats[b] > next && rr > 0.7 * rate && rr < 1.5 * rate) {
                cuts[count++] = beats[b] + (int) (REST * rr);
                next = beats[b] + EVERY_SECONDS * rate;
            }
        }
        return Arrays.copyOf(cuts, count);
    }

    private static int[] paused(int[] lead, int[] cuts, int length, double least, Random random) {
        int[] paused = new int[lead.length + cuts.length * length];
        int from = 0;
        int to = 0;
        for (int cut : cuts) {
            System.arraycopy(lead, from, paused, to, cut - from);
            to += cut - from;
            from = cut;
            double strength = least * Math.pow(8, random.nextDouble());
            boolean brown = random.nextInt(3) == 0;
            double slow = 0;
            for (int i = 0; i < length; i++) {
                double white = random.nextGaussian();
                slow = 0.98 * slow + 0.2 * white;
                paused[to++] = (int) Math.round(lead[cut] + strength * (brown ? slow : white));
            }
        }
        System.arraycopy(lead, from, paused, to, lead.length - from);
        return paused;
    }

    /** Beats that were found in the pauses, but for their first and last 0.3 s. */
    int falseBeats(Detection found) {
        return (int) Arrays.stream(found.samples()).filter(this::isInside).count();
    }

    /** Pauses with such beats. */
    int broken(Detection found) {
        return (int) pauses.stream()
                .filter(pause -> Arrays.stream(found.samples()).anyMatch(beat -> isInside(beat, pause)))
                .count();
    }

    private boolean isInside(int beat) {
        return pauses.stream().anyMatch(pause -> isInside(beat, pause));
    }

    private boolean isInside(int beat, int[] pause) {
        double edge = 0.3 * recording.rateHz();
        return beat > pause[0] + edge && beat < pause[1] - edge;
    }
}
