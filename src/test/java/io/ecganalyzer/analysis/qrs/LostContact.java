package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A lead whose electrode all but lets go for seconds: the signal jumps and comes back slowly, and of the beats a hundredth to a third comes
 * through. Those that the noise hides are no longer in the reference.
 */
final class LostContact extends ChangedLead {
    private static final double LEAST_GAIN = 0.015;
    private static final double MOST_GAIN = 0.3;

    /** A beat this many times as large as the noise can still be seen. */
    private static final double VISIBLE = 8;

    private final Set<Integer> hidden = new HashSet<>();

    private LostContact(Recording clean, long seed) {
        super(clean, seed);
    }

    /** The first lead, lost about every 20 s. */
    static Recording in(Recording clean, long seed) {
        LostContact lost = new LostContact(clean, seed);
        int latest = lost.samples.length - lost.seconds(12);
        for (int at = lost.seconds(5); at < latest; at += lost.seconds(12 + 12 * lost.random.nextDouble())) {
            lost.lose(lost.free(at, Artefacts.AWAY_SECONDS));
        }
        int[] seen = Arrays.stream(lost.beats)
                .filter(beat -> !lost.hidden.contains(beat))
                .toArray();
        return clean.with("faded", lost.samples, seen);
    }

    private void lose(int begin) {
        int end = begin + seconds(1.5 + 5 * random.nextDouble());
        double least = LEAST_GAIN * Math.pow(MOST_GAIN / LEAST_GAIN, random.nextDouble());
        double height = 3 * size();
        double slow = seconds(0.4 + 2 * random.nextDouble());
        double back = seconds(0.1 + 0.8 * random.nextDouble());
        int rise = 1 + random.nextInt(seconds(0.08));
        // Half a unit is what rounding to whole numbers leaves.
        double noise = 0.4 + 0.12 * least * beatSize * random.nextDouble();
        double held = samples[begin];
        for (int i = begin; i < samples.length && i < end + 8 * slow; i++) {
            double risen = Math.min(1, (i - begin) / (double) rise);
            double gain = i < end ? 1 - (1 - least) * risen : gainAfter(i - end, least, back);
            double jump = height * risen * Math.exp(-(i - begin) / slow);
            double rustle = i < end ? noise * random.nextGaussian() : 0;
            samples[i] = (int) Math.round(held + gain * (samples[i] - held) + jump + rustle);
        }
        for (int beat : beats) {
            if (beat >= begin - seconds(0.05) && beat < end + seconds(0.3)) {
                double gain = beat < end ? least : gainAfter(beat - end, least, back);
                if (gain * beatSize < VISIBLE * Math.max(noise, 0.6) || beat < begin + seconds(0.1)) {
                    hidden.add(beat);
                }
            }
        }
    }

    private static double gainAfter(int since, double least, double back) {
        return 1 - (1 - least) * Math.exp(-since / back);
    }
}
