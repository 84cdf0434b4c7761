package io.ecganalyzer.analysis.rate;

import io.ecganalyzer.analysis.Measured;
import java.util.List;

/**
 * The heart rate and its series. What cannot be told of this ECG is null.
 *
 * @param slowestPerMin the mean rate of the eight successive RR intervals that take longest; null without eight in a row
 * @param intervals column by column
 */
public record HeartRate(
        @Measured("beats that the intervals are between") int numberOfBeats,

        @Measured("RR intervals: from beat to beat, without an unreadable stretch in between")
        int numberOfRrIntervals,

        @Measured("NN intervals: RR intervals from normal beat to normal beat, by the ectopic rule")
        int numberOfNnIntervals,

        @Measured(value = "mean of the RR intervals", unit = "ms")
        double meanRrMs,

        @Measured(value = "60,000 over the mean RR interval", unit = "1/min")
        double meanPerMin,

        @Measured(value = "mean of the NN intervals; null without any", unit = "ms")
        Double meanNnMs,

        @Measured(value = "lowest mean rate over 8 RR intervals in a row; null without 8 in a row", unit = "1/min")
        Double slowestPerMin,

        @Measured(value = "when those 8 intervals begin", unit = "s")
        Double slowestAtS,

        @Measured(value = "highest mean rate over 8 RR intervals in a row; null without 8 in a row", unit = "1/min")
        Double fastestPerMin,

        @Measured(value = "when those 8 intervals begin", unit = "s")
        Double fastestAtS,

        @Measured("RR intervals as long as the parameter pause_s or longer")
        Pauses pauses,

        @Measured("the RR intervals by time") Intervals intervals) {

    /** Pauses of the heart. */
    public record Pauses(
            @Measured("how many there are") int count,

            @Measured(value = "the longest; null without any", unit = "s")
            Double longestS,

            @Measured("the first hundred of them, by time") List<Pause> first) {
        /** How many are listed. */
        static final int MOST_LISTED = 100;

        public Pauses {
            first = List.copyOf(first);
        }
    }

    /** One pause. */
    public record Pause(
            @Measured(value = "when the beat before it stands", unit = "s")
            double startS,

            @Measured(value = "how long it lasts", unit = "s")
            double durationS) {}

    /** The RR intervals column by column, because a day has a hundred thousand; rounded to a microsecond. */
    public record Intervals(
            @Measured(value = "when the beat stands that starts the interval", unit = "s")
            List<Double> startS,

            @Measured(value = "length of the interval", unit = "ms")
            List<Double> rrMs,

            @Measured(value = "instantaneous rate: 60,000 over the interval", unit = "1/min")
            List<Double> perMin,

            @Measured("normal for an NN interval, else why it is none: short, long, ectopic, missed, extra")
            List<String> kind) {
        public Intervals {
            startS = List.copyOf(startS);
            rrMs = List.copyOf(rrMs);
            perMin = List.copyOf(perMin);
            kind = List.copyOf(kind);
        }
    }
}
