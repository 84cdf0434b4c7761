package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * What an electrode that comes loose, a cable that is knocked and a twitching muscle do to a lead, put into a clean recording: waves as
 * steep as a beat that are none. Their edges keep away from the beats, so that the reference stays true.
 */
final class Artefacts extends ChangedLead {
    static final double AWAY_SECONDS = 0.18;

    private final boolean[] erased;

    private Artefacts(Recording clean, long seed) {
        super(clean, seed);
        erased = new boolean[samples.length];
    }

    /** The first lead with an artefact every six seconds or so. */
    static Recording in(Recording clean, long seed) {
        Artefacts artefacts = new Artefacts(clean, seed);
        artefacts.put();
        int[] left = Arrays.stream(artefacts.beats)
                .filter(beat -> !artefacts.erased[beat])
                .toArray();
        return clean.with("popped", artefacts.samples, left);
    }

    private void put() {
        int latest = samples.length - seconds(4);
        for (int at = seconds(2); at < latest; at += seconds(3 + 6 * random.nextDouble())) {
            int begin = free(at);
            switch (random.nextInt(4)) {
                case 0 -> step(begin);
                case 1 -> pulse(begin, free(begin + seconds(0.04 + 0.4 * random.nextDouble())));
                case 2 -> pulse(begin, begin + seconds(0.015 + 0.03 * random.nextDouble()));
                default -> burst(begin, begin + seconds(0.1 + 0.4 * random.nextDouble()));
            }
        }
    }

    private int free(int at) {
        return Math.min(free(at, AWAY_SECONDS), samples.length - seconds(3));
    }

    /** The electrode lets go: the signal jumps, is lost for a while or is not, and comes back slowly. */
    private void step(int begin) {
        double height = 3 * size();
        double slow = seconds(0.2 + 2 * random.nextDouble());
        int lost = random.nextBoolean() ? begin : free(begin + seconds(0.2 + 1.3 * random.nextDouble()));
        int held = samples[begin];
        int rise = 1 + random.nextInt(seconds(0.03));
        for (int i = begin; i < samples.length && i < begin + 6 * slow; i++) {
            double share = Math.min(1, (i - begin) / (double) rise);
            erased[i] = i < lost;
            double ground = i < lost ? held : samples[i];
            samples[i] = (int) Math.round(ground + share * height * Math.exp(-(i - begin) / slow));
        }
    }

    /** A contact that opens and closes. */
    private void pulse(int begin, int end) {
        double height = size();
        double ramp = 1 + random.nextInt(seconds(0.012));
        for (int i = begin; i < end; i++) {
            samples[i] += (int) Math.round(height * Math.min(1, Math.min(i - begin + 1, end - i) / ramp));
        }
    }

    /** A muscle. */
    private void burst(int begin, int end) {
        double strength = 0.3 * Math.abs(size());
        double last = 0;
        for (int i = begin; i < end; i++) {
            double white = random.nextGaussian();
            double window = Math.sin(Math.PI * (i - begin + 0.5) / (end - begin));
            samples[i] += (int) Math.round(strength * window * (white - 0.6 * last));
            last = white;
        }
    }
}
