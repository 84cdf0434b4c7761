package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * Beats that do not come: one behind its P wave, as in a block of the atrioventricular node, or all of them for 3 to 24 s. In their place is
 * the line between what was before and what comes after, with noise, and now and then a muscle twitches.
 */
final class MissingBeats extends ChangedLead {
    private static final double BEFORE_SECONDS = 0.09;
    private static final double AFTER_SECONDS = 0.45;

    /** The P wave of the next beat stays. */
    private static final double P_WAVE_SECONDS = 0.25;

    private MissingBeats(Recording clean, long seed) {
        super(clean, seed);
    }

    /** The first lead; of the beats with room before and behind them one in six begins a gap, and every sixth gap is long. */
    static Recording in(Recording clean, long seed) {
        MissingBeats missing = new MissingBeats(clean, seed);
        int[] left = new int[missing.beats.length];
        int count = 0;
        for (int b = 0; b < missing.beats.length; ) {
            int next = missing.fits(b) && missing.random.nextInt(6) == 0 ? missing.leaveOut(b) : b;
            if (next == b) {
                left[count++] = missing.beats[next++];
            }
            b = next;
        }
        return clean.with("dropped", missing.samples, Arrays.copyOf(left, count));
    }

    private boolean fits(int b) {
        return b > 1
                && b + 1 < beats.length
                && beats[b + 1] - beats[b] > 0.5 * rate
                && beats[b] - beats[b - 1] > 0.5 * rate;
    }

    /** Returns the next beat that is there. */
    private int leaveOut(int b) {
        int from = beats[b] - seconds(BEFORE_SECONDS);
        if (random.nextInt(6) == 0) {
            double longest = 3 * Math.pow(8, random.nextDouble());
            int next = b + 1;
            while (next < beats.length - 1 && beats[next] < beats[b] + longest * rate) {
                next++;
            }
            int to = beats[next] - seconds(P_WAVE_SECONDS);
            rest(from, to);
            twitch(from, to, to, 0.5, 3);
            return next;
        }
        int to = Math.min(beats[b] + seconds(AFTER_SECONDS), beats[b + 1] - seconds(P_WAVE_SECONDS));
        fill(from, to, ownNoise(to));
        twitch(from, to, beats[b + 1] - seconds(0.15), 0.4, 2);
        return b + 1;
    }

    /** The noise of the signal from a place on, as its second differences show it. */
    private double ownNoise(int from) {
        double sum = 0;
        int to = Math.min(samples.length - 1, from + 1 + seconds(0.1));
        for (int i = from + 1; i < to; i++) {
            double bend = samples[i - 1] - 2 * samples[i] + samples[i + 1];
            sum += bend * bend;
        }
        return Math.sqrt(sum / Math.max(1, to - from - 1) / 6);
    }

    /** From before one place to behind another, smoothly, with white noise. */
    private void fill(int from, int to, double noise) {
        double left = mean(from - 3);
        double right = mean(to);
        for (int i = from; i < to; i++) {
            double share = (i - from) / (double) (to - from);
            double smooth = share * share * (3 - 2 * share);
            samples[i] = (int) Math.round(left + smooth * (right - left) + noise * random.nextGaussian());
        }
    }

    /** White or brown noise of 0.1 to 6 % of the beats, or none, on a line that wanders. */
    private void rest(int from, int to) {
        double left = mean(from - 3);
        double right = mean(to);
        double noise = random.nextInt(8) == 0 ? 0 : 0.001 * beatSize * Math.pow(60, random.nextDouble());
        double wander = 0.3 * beatSize * random.nextDouble();
        double frequency = 0.1 + 0.4 * random.nextDouble();
        boolean brown = random.nextInt(3) == 0;
        double slow = 0;
        for (int i = from; i < to; i++) {
            double share = (i - from) / (double) (to - from);
            double white = random.nextGaussian();
            slow = 0.98 * slow + 0.2 * white;
            double wave = wander
                    * Math.min(1, 8 * Math.min(share, 1 - share))
                    * Math.sin(2 * Math.PI * frequency * (i - from) / rate);
            samples[i] = (int) Math.round(left + share * (right - left) + noise * (brown ? slow : white) + wave);
        }
    }

    private double mean(int from) {
        double sum = 0;
        for (int i = from; i < from + 4; i++) {
            sum += samples[i];
        }
        return sum / 4;
    }

    /** A muscle, with that probability: it begins in the gap and ends before a place. */
    private void twitch(int from, int to, int latest, double probability, double weaker) {
        if (random.nextDouble() >= probability) {
            return;
        }
        int begin = from + random.nextInt(to - from);
        int end = Math.min(latest, begin + seconds(0.1 * Math.pow(15, random.nextDouble())));
        if (end - begin > 8) {
            burst(begin, end, 0.25 * beatSize * Math.exp(-weaker * random.nextDouble()));
        }
    }

    /** Noise of some colour. */
    private void burst(int begin, int end, double strength) {
        double colour = -0.8 + 1.4 * random.nextDouble();
        boolean sudden = random.nextBoolean();
        double unit = Math.sqrt((1 + colour) / 2);
        double value = 0;
        double last = 0;
        for (int i = begin; i < end; i++) {
            double white = random.nextGaussian();
            value = colour * value + white - last;
            last = white;
            double share = (i - begin + 0.5) / (end - begin);
            double window = sudden ? Math.min(1, 8 * Math.min(share, 1 - share)) : Math.sin(Math.PI * share);
            samples[i] += (int) Math.round(strength * window * unit * value);
        }
    }
}
