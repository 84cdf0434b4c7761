package io.ecganalyzer.analysis.qrs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * New recordings out of those that are there, so that models see more kinds of beats than the databases hold: other speeds, other
 * projections of the heart's vector, and the ventricular beats of one patient in the recording of another.
 */
final class Variations {
    /** A ventricular beat: a lead and a place. */
    record Donor(Recording recording, int beat) {}

    private static final double BEFORE_SECONDS = 0.20;

    /** The next ventricular beat of a run begins on the T wave of the one before, which stays. */
    private static final double BEFORE_IN_RUN_SECONDS = 0.12;

    private static final double AFTER_SECONDS = 0.45;
    private static final double FADE_SECONDS = 0.06;

    private Variations() {}

    /** The same beats, a sixth slower and wider or faster and narrower. */
    static Recording scaled(Recording clean) {
        double factor = clean.name().hashCode() % 2 == 0 ? 0.84 : 1.19;
        Recording first = clean.with("scaled", clean.leads()[0], clean.beats()[0]);
        return new Recording(
                "scaled",
                clean.name(),
                clean.group(),
                clean.rateHz() * factor,
                first.leads(),
                first.beats(),
                clean.flutter(),
                clean.from(),
                clean.to());
    }

    /** A weighted sum of the first two leads, as an electrode in another place would see the heart. */
    static Recording turned(Recording clean, double degrees) {
        double[] size = {size(clean.leads()[0]), size(clean.leads()[1])};
        double smaller = Math.min(size[0], size[1]);
        double first = Math.cos(Math.toRadians(degrees)) * smaller / size[0];
        double second = Math.sin(Math.toRadians(degrees)) * smaller / size[1];
        int[] sum = new int[clean.leads()[0].length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (int) Math.round(4 * (first * clean.leads()[0][i] + second * clean.leads()[1][i]));
        }
        return clean.with(degrees < 0 ? "turnedback" : "turned", sum, clean.beats()[0]);
    }

    /** The spread of a lead's steps: a measure of its beats that wander does not touch. */
    private static double size(int[] lead) {
        double sum = 1;
        for (int i = 4; i < lead.length; i++) {
            double step = lead[i] - lead[i - 4];
            sum += step * step;
        }
        return Math.sqrt(sum / lead.length);
    }

    /**
     * Ventricular beats of other recordings in the place of some beats and early after some, in any size and polarity; every second has
     * more of its kind right behind it.
     */
    static Recording grafted(Recording clean, List<Donor> donors, long seed) {
        Random random = new Random(seed);
        double rate = clean.rateHz();
        int[] samples = clean.leads()[0].clone();
        double hostSize = size(samples);
        int[] reference = clean.beats()[0];
        List<Integer> beats = new ArrayList<>();
        int next = 0;
        while (next < reference.length) {
            int beat = reference[next++];
            beats.add(beat);
            if (next + 1 >= reference.length || random.nextInt(8) > 0 || donors.isEmpty()) {
                continue;
            }
            int rr = reference[next] - beat;
            int at = beat + (int) (rate * (0.32 + 0.25 * random.nextDouble()));
            boolean replaces = reference[next] > at - 0.04 * rate && reference[next] < at + 0.3 * rate;
            boolean fits = reference[next] > at + 0.5 * rate;
            if (rr > 2 * rate || !replaces && !fits) {
                continue;
            }
            Donor donor = donors.get(random.nextInt(donors.size()));
            int lead = random.nextInt(donor.recording().leads().length);
            int[] source = donor.recording().leads()[lead];
            double step = donor.recording().rateHz() / rate * (0.8 + 0.4 * random.nextDouble());
            double gain = hostSize / size(source) * Math.exp(random.nextGaussian() * 0.5);
            gain *= random.nextBoolean() ? 1 : -1;
            Graft graft = new Graft(samples, source, donor.beat(), step, rate);
            if (!graft.put(at, BEFORE_SECONDS, gain)) {
                continue;
            }
            beats.add(at);
            next += replaces ? 1 : 0;
            int more = random.nextBoolean() ? 0 : 1 + random.nextInt(2);
            for (int k = 0; k < more; k++) {
                at += (int) (rate * (0.27 + 0.15 * random.nextDouble()));
                if (!graft.put(at, BEFORE_IN_RUN_SECONDS, gain * (0.7 + 0.6 * random.nextDouble()))) {
                    break;
                }
                beats.add(at);
                while (next < reference.length && reference[next] < at + 0.3 * rate) {
                    next++;
                }
            }
        }
        return clean.with(
                "grafted", samples, beats.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Puts a donor's beat into a lead. */
    private record Graft(int[] samples, int[] source, int beat, double step, double rate) {
        boolean put(int at, double beforeSeconds, double gain) {
            int before = (int) (beforeSeconds * rate);
            int after = (int) (AFTER_SECONDS * rate);
            int fade = (int) (FADE_SECONDS * rate);
            if (at - before < 0
                    || at + after >= samples.length
                    || beat - before * step < 1
                    || beat + after * step >= source.length - 1) {
                return false;
            }
            double first = value(source, beat - before * step);
            double last = value(source, beat + after * step);
            double left = samples[at - before];
            double right = samples[at + after];
            for (int i = -before; i <= after; i++) {
                double share = (i + before) / (double) (before + after);
                // Both ends of the graft meet the host's signal.
                double wave = gain * (value(source, beat + i * step) - first - share * (last - first));
                double ground = left + share * (right - left);
                double weight = Math.min(1, Math.min(i + before, after - i) / (double) fade);
                samples[at + i] = (int) Math.round((1 - weight) * samples[at + i] + weight * (ground + wave));
            }
            return true;
        }
    }

    private static double value(int[] x, double at) {
        int whole = (int) at;
        return x[whole] + (at - whole) * (x[whole + 1] - x[whole]);
    }

    /** Ten seconds of every minute, each a recording of its own. */
    static List<Recording> strips(Recording whole) {
        List<Recording> strips = new ArrayList<>();
        int length = (int) (10 * whole.rateHz());
        for (int from = 0; from + length <= whole.leads()[0].length; from += 6 * length) {
            int begin = from;
            int end = from + length;
            boolean fluttering = Arrays.stream(whole.flutter()).anyMatch(e -> e[1] >= begin && e[0] < end);
            if (!fluttering) {
                strips.add(new Recording(
                        whole.database() + "10s",
                        whole.name() + "@" + from,
                        whole.group(),
                        whole.rateHz(),
                        Arrays.stream(whole.leads())
                                .map(lead -> Arrays.copyOfRange(lead, begin, end))
                                .toArray(int[][]::new),
                        Arrays.stream(whole.beats())
                                .map(beats -> Arrays.stream(beats)
                                        .filter(beat -> beat >= begin && beat < end)
                                        .map(beat -> beat - begin)
                                        .toArray())
                                .toArray(int[][]::new),
                        new int[0][],
                        0,
                        length));
            }
        }
        return strips;
    }

    /** The ventricular beats of a recording. */
    static List<Donor> donors(Corpus corpus, Recording recording) throws java.io.IOException {
        List<Donor> donors = new ArrayList<>();
        for (int beat : corpus.ventricular(recording)) {
            if (Arrays.binarySearch(recording.beats()[0], beat) >= 0) {
                donors.add(new Donor(recording, beat));
            }
        }
        return donors;
    }
}
