package io.ecganalyzer.synthetic;

import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * A 12-lead ECG with known beats, by the dynamical model of McSharry, Clifford, Tarassenko and Smith (2003): <i>A dynamical model
 * for generating synthetic electrocardiogram signals</i>, IEEE Trans Biomed Eng 50(3):289-294.
 *
 * <p>A point runs round a circle, one round a beat; five events on it (P, Q, R, S, T) push the voltage up or down as it passes
 * (equation 1, Table I), and breathing moves the baseline (equation 2):
 *
 * <pre>
 *   dz/dt = - sum of a dθ exp(-dθ² / 2b²) over the events - (z - 0.15 mV sin(2π f t)),   dθ = (θ - event) mod 2π
 * </pre>
 *
 * <p>The circle is the attractor of the paper's first two equations; starting on it, the phase is known in closed form, so the moment
 * of each R peak (θ = 0) is exact. Lead II has the paper's events. Those of I and V1 to V6 are scaled by figures of ours that look
 * like a normal heart's; III, aVR, aVL and aVF follow from I and II as they do in a real recording.
 */
public final class DynamicalModel {
    private static final double[] EVENT_ANGLES = {-Math.PI / 3, -Math.PI / 12, 0, Math.PI / 12, Math.PI / 2};
    private static final double[] EVENT_HEIGHTS = {1.2, -5, 30, -7.5, 0.75};
    private static final double[] EVENT_WIDTHS = {0.25, 0.1, 0.1, 0.1, 0.4};
    private static final int R = 2;
    private static final double BREATHING_HZ = 0.25;
    private static final double BREATHING_MV = 0.15;
    // The paper leaves the scale of z open; this puts the R peak of lead II near the 1.2 mV of its figures.
    private static final double R_PEAK_MV = 1.3;
    private static final double ADC_UNITS_PER_MV = 1000;
    // Narrow waves need steps of at most a millisecond, whatever the sampling rate.
    private static final double MAX_STEP_SECONDS = 0.001;

    private static final List<String> MEASURED = List.of("I", "II", "V1", "V2", "V3", "V4", "V5", "V6");
    /** For each measured lead, the factors on the heights of P, Q, R, S and T. */
    private static final double[][] LEAD_FACTORS = {
        {0.7, 0.7, 0.65, 0.6, 0.7},
        {1, 1, 1, 1, 1},
        {0.4, 0, 0.25, 4.5, -0.2},
        {0.5, 0, 0.45, 6, 1.4},
        {0.5, 0, 0.8, 4, 1.5},
        {0.6, 0.5, 1.25, 2.2, 1.4},
        {0.6, 0.9, 1.15, 1.1, 1.1},
        {0.6, 1, 0.9, 0.7, 0.8},
    };

    private DynamicalModel() {}

    /**
     * What came of the model.
     *
     * @param ecg 12 leads in microvolts: gain 1,000 units per mV, baseline 0
     * @param beatSeconds the time of each R peak from the first sample on
     * @param heartRatePerMinute the mean over all RR intervals
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Recording(Ecg ecg, double[] beatSeconds, double heartRatePerMinute) {
        /** The R peaks as samples. */
        public int[] beatSamples() {
            double rate = ecg.samplingRateHz().orElseThrow();
            int last = ecg.leads().get(0).length() - 1;
            return Arrays.stream(beatSeconds)
                    .mapToInt(s -> (int) Math.min(last, Math.round(s * rate)))
                    .toArray();
        }
    }

    /** Makes a recording; the same settings give the same samples everywhere. */
    public static Recording record(DynamicalModelSettings settings) {
        Random random = new Random(settings.seed());
        double[] beats = Tachogram.beats(settings, random);
        double[][] measured = integrate(settings, beats);
        for (double[] lead : measured) {
            for (int i = 0; i < lead.length; i++) {
                lead[i] += settings.noiseMillivolts() * random.nextGaussian();
            }
        }
        double[] inRecord = Arrays.stream(beats)
                .filter(b -> b >= 0 && b < settings.seconds())
                .toArray();
        int last = inRecord.length - 1;
        double meanRr = last < 1 ? 60 / settings.heartRatePerMinute() : (inRecord[last] - inRecord[0]) / last;
        return new Recording(
                new Ecg(OptionalDouble.of(settings.samplingRateHz()), leads(measured)), inRecord, 60 / meanRr);
    }

    /** The voltages of the measured leads in mV, by the Runge-Kutta method of fourth order as in the paper. */
    private static double[][] integrate(DynamicalModelSettings settings, double[] beats) {
        int samples = (int) Math.round(settings.seconds() * settings.samplingRateHz());
        int steps = (int) Math.max(1, Math.ceil(1 / (settings.samplingRateHz() * MAX_STEP_SECONDS)));
        double step = 1 / (settings.samplingRateHz() * steps);
        double scale = R_PEAK_MV
                * (2 * Math.PI * settings.heartRatePerMinute() / 60)
                / (EVENT_HEIGHTS[R] * EVENT_WIDTHS[R] * EVENT_WIDTHS[R]);
        Phase phase = new Phase(beats);
        int leads = LEAD_FACTORS.length;
        double[] z = new double[leads];
        double[][] out = new double[leads][samples];
        double[] start = forces(phase.at(0));
        for (int i = 0; i < samples; i++) {
            for (int k = 0; k < leads; k++) {
                out[k][i] = z[k];
            }
            for (int s = 0; s < steps; s++) {
                double t = ((double) i * steps + s) * step;
                double[] middle = forces(phase.at(t + step / 2));
                double[] end = forces(phase.at(t + step));
                double breath0 = breathing(t);
                double breath1 = breathing(t + step / 2);
                double breath2 = breathing(t + step);
                for (int k = 0; k < leads; k++) {
                    double f0 = force(start, k, scale) + breath0;
                    double f1 = force(middle, k, scale) + breath1;
                    double f2 = force(end, k, scale) + breath2;
                    double k1 = f0 - z[k];
                    double k2 = f1 - (z[k] + step / 2 * k1);
                    double k3 = f1 - (z[k] + step / 2 * k2);
                    double k4 = f2 - (z[k] + step * k3);
                    z[k] += step / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
                }
                start = end;
            }
        }
        return out;
    }

    /** What each event adds to dz/dt at a phase, before the lead's factors. */
    private static double[] forces(double theta) {
        double[] forces = new double[EVENT_ANGLES.length];
        for (int e = 0; e < forces.length; e++) {
            double d = StrictMath.IEEEremainder(theta - EVENT_ANGLES[e], 2 * Math.PI);
            double width = EVENT_WIDTHS[e];
            forces[e] = -EVENT_HEIGHTS[e] * d * StrictMath.exp(-d * d / (2 * width * width));
        }
        return forces;
    }

    private static double force(double[] forces, int lead, double scale) {
        double[] factors = LEAD_FACTORS[lead];
        double sum = 0;
        for (int e = 0; e < factors.length; e++) {
            sum += factors[e] * forces[e];
        }
        return scale * sum;
    }

    private static double breathing(double seconds) {
        return BREATHING_MV * StrictMath.sin(2 * Math.PI * BREATHING_HZ * seconds);
    }

    private static List<Lead> leads(double[][] measured) {
        double[] one = measured[0];
        double[] two = measured[1];
        List<Lead> leads = new ArrayList<>();
        leads.add(lead("I", one, one, 1, 0));
        leads.add(lead("II", one, two, 0, 1));
        leads.add(lead("III", one, two, -1, 1));
        leads.add(lead("aVR", one, two, -0.5, -0.5));
        leads.add(lead("aVL", one, two, 1, -0.5));
        leads.add(lead("aVF", one, two, -0.5, 1));
        for (int k = 2; k < measured.length; k++) {
            leads.add(lead(MEASURED.get(k), measured[k], measured[k], 1, 0));
        }
        return leads;
    }

    private static Lead lead(String name, double[] one, double[] two, double ofOne, double ofTwo) {
        int[] samples = new int[one.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (int) Math.round((ofOne * one[i] + ofTwo * two[i]) * ADC_UNITS_PER_MV);
        }
        return new Lead(name, samples, Optional.of(new Calibration(ADC_UNITS_PER_MV, 0)));
    }

    /** Where on the circle the point is: a round from R peak to R peak, at a speed that changes only there. */
    private static final class Phase {
        private final double[] beats;
        private int next;

        Phase(double[] beats) {
            this.beats = beats;
        }

        double at(double seconds) {
            while (next < beats.length - 1 && seconds >= beats[next]) {
                next++;
            }
            while (next > 1 && seconds < beats[next - 1]) {
                next--;
            }
            int from = Math.max(1, next);
            double interval = beats[from] - beats[from - 1];
            return 2 * Math.PI * (seconds - beats[from - 1]) / interval;
        }
    }
}
