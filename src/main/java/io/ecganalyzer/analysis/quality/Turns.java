package io.ecganalyzer.analysis.quality;

/** Cosines and sines of a steadily growing angle. */
final class Turns {
    private Turns() {}

    /** From angle 0 on: every 32nd by the library, those after it turned on from it by one step each. */
    static void fill(double step, double[] cos, double[] sin) {
        double stepCos = Math.cos(step);
        double stepSin = Math.sin(step);
        for (int i = 0; i < cos.length; i++) {
            boolean anew = i % 32 == 0;
            cos[i] = anew ? Math.cos(step * i) : cos[i - 1] * stepCos - sin[i - 1] * stepSin;
            sin[i] = anew ? Math.sin(step * i) : sin[i - 1] * stepCos + cos[i - 1] * stepSin;
        }
    }
}
