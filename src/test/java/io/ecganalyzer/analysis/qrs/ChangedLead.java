package io.ecganalyzer.analysis.qrs;

import java.util.Random;

/** The first lead of a clean recording, into which something is put at random. */
abstract class ChangedLead {
    final Random random;
    final double rate;
    final double beatSize;
    final int[] beats;
    final int[] samples;

    ChangedLead(Recording clean, long seed) {
        random = new Random(seed);
        rate = clean.rateHz();
        beatSize = Noise.beatSize(clean, 0);
        beats = clean.beats()[0];
        samples = clean.leads()[0].clone();
    }

    /** So many seconds in samples. */
    final int seconds(double seconds) {
        return (int) (seconds * rate);
    }

    /** About the height of a beat, upwards or downwards. */
    final double size() {
        return beatSize * Math.exp(0.6 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
    }

    /** The next place with no beat within so many seconds. */
    final int free(int at, double awaySeconds) {
        int away = seconds(awaySeconds);
        int place = at;
        for (int beat : beats) {
            if (beat > place + away) {
                break;
            }
            place = Math.max(place, beat > place - away ? beat + away : place);
        }
        return place;
    }
}
