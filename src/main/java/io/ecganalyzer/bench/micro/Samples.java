package io.ecganalyzer.bench.micro;

import java.util.SplittableRandom;

/** Signals to time parts with: slow waves with noise, as in the load generator; the same at every call. */
final class Samples {
    private Samples() {}

    static int[] of(int length) {
        SplittableRandom random = new SplittableRandom(length);
        int[] samples = new int[length];
        for (int i = 0; i < length; i++) {
            double slow = 60 * Math.sin(i / 450.0) + 150 * Math.exp(-0.02 * Math.pow(i % 400 - 200, 2));
            samples[i] = (int) Math.round(slow + random.nextDouble(-4, 4));
        }
        return samples;
    }
}
