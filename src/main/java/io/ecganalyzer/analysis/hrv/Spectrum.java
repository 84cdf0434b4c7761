package io.ecganalyzer.analysis.hrv;

/**
 * A power spectral density of NN intervals, and the power of its bands: the sum over lo ≤ f &lt; hi of density times step, so that bands
 * that meet add up.
 */
final class Spectrum {
    /** Task Force, table 2 and section "Spectral components"; below VLF lies what needs a day. */
    static final double VLF_FROM_HZ = 0.003;

    static final double LF_FROM_HZ = 0.04;
    static final double HF_FROM_HZ = 0.15;
    static final double HF_TO_HZ = 0.4;

    private final double[] density;
    private final double stepHz;

    /** Of densities in ms² per Hz at 0, one step, two steps and so on. */
    Spectrum(double[] density, double stepHz) {
        this.density = density;
        this.stepHz = stepHz;
    }

    double vlf() {
        return power(VLF_FROM_HZ, LF_FROM_HZ);
    }

    double lf() {
        return power(LF_FROM_HZ, HF_FROM_HZ);
    }

    double hf() {
        return power(HF_FROM_HZ, HF_TO_HZ);
    }

    double total() {
        return power(VLF_FROM_HZ, HF_TO_HZ);
    }

    private double power(double fromHz, double toHz) {
        double sum = 0;
        for (int k = (int) Math.ceil(fromHz / stepHz); k < density.length && k * stepHz < toHz; k++) {
            sum += density[k];
        }
        return sum * stepHz;
    }
}
