package io.ecganalyzer.analysis.quality;

import io.ecganalyzer.analysis.Measured;
import java.util.List;

/**
 * How far each lead can be trusted.
 *
 * @param bestLead the lead with the largest share of usable signal; of equal ones that with the least noise
 * @param verdict that of the best lead
 */
public record SignalQuality(
        @Measured("verdict on the best lead: usable, doubtful or unusable")
        String verdict,

        @Measured("name of the lead that can be trusted most")
        String bestLead,

        @Measured("each lead, in the order of submission") List<OfLead> leads) {
    public SignalQuality {
        leads = List.copyOf(leads);
    }

    /** One lead. */
    public record OfLead(
            @Measured("name of the lead") String name,

            @Measured(
                    "usable where four fifths of its windows are, unusable where more than half of them are unusable or the lead"
                            + " is shorter than 2 s, else doubtful")
            String verdict,

            @Measured("share of its windows that are usable, 0 to 1")
            double usable,

            @Measured("share of its windows that are doubtful, 0 to 1")
            double doubtful,

            @Measured("share of its windows that are unusable, 0 to 1")
            double unusable,

            @Measured(value = "typical height of its QRS complexes, which noise is measured against", unit = "adu")
            double qrsHeight,

            @Measured("its windows of 10 s, by time; none where the lead is shorter than 2 s")
            List<Window> windows) {
        public OfLead {
            windows = List.copyOf(windows);
        }
    }

    /** Ten seconds of a lead; at its end up to 15, or less where the lead is shorter. What cannot be told is null. */
    public record Window(
            @Measured(value = "when it starts", unit = "s") double startS,
            @Measured(value = "how long it is", unit = "s") double durationS,
            @Measured("usable, doubtful or unusable") String verdict,

            @Measured(
                    "why it is not usable: off, flat, saturated, baseline_wander, mains_hum, muscle_noise, motion, spectrum,"
                            + " detectors_disagree")
            List<String> reasons,

            @Measured("share of samples in stretches of one value, 0 to 1")
            double flat,

            @Measured("share of samples at the lead's limits, 0 to 1")
            double saturated,

            @Measured("standard deviation of the means of each second, in heights of a QRS complex")
            double baselineWander,

            @Measured("largest step from one second's mean to the next, in heights of a QRS complex")
            double motion,

            @Measured("noise between the waves without hum (root mean square), in heights of a QRS complex")
            double muscleNoise,

            @Measured(value = "frequency of mains hum; null without hum", unit = "Hz")
            Integer mainsHz,

            @Measured("peak to peak of mains hum in heights of a QRS complex; 0 without hum")
            double mainsHum,

            @Measured("kurtosis of the samples: 3 for noise, more for an ECG")
            Double kurtosis,

            @Measured("power from 5 to 15 Hz of that from 5 to 40 Hz, 0 to 1")
            Double qrsBand,

            @Measured("power from 1 to 40 Hz of that from 0 to 40 Hz, 0 to 1")
            Double aboveBaseline,

            @Measured(
                    "agreement (F1) of a simple detector on this lead with the beats of qrs, 0 to 1; null without beats of"
                            + " qrs and in flutter")
            Double detectorAgreement) {
        public Window {
            reasons = List.copyOf(reasons);
        }
    }
}
