package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.analysis.Measured;
import io.ecganalyzer.ecg.Beat;
import io.ecganalyzer.ecg.BeatSeries;
import io.ecganalyzer.ecg.Stretch;
import java.util.List;

/**
 * What was found on one lead alone.
 *
 * @param name the lead's name
 * @param beats its beats in order of time
 * @param beatTimesMs the time of each beat from the first sample, in milliseconds
 * @param unreadable stretches in which beats cannot be told: {@code flat}, {@code saturated}, {@code flutter}, {@code noise}
 * @param pauses stretches of more than 2 s in which a readable lead has no beat, as in {@link QrsResult}
 * @param flutter episodes of ventricular flutter or fibrillation
 */
public record LeadBeats(
        @Measured("the lead's name") String name,
        @Measured("beats found on this lead alone") List<Beat> beats,

        @Measured(value = "time of each beat from the first sample", unit = "ms")
        List<Double> beatTimesMs,

        @Measured("stretches in which beats cannot be told, and why")
        List<Stretch> unreadable,

        @Measured("stretches of more than 2 s in which a readable lead has no beat, from beat to beat")
        List<Stretch> pauses,

        @Measured("ventricular flutter or fibrillation on this lead")
        List<FlutterEpisode> flutter)
        implements BeatSeries {
    public LeadBeats {
        beats = List.copyOf(beats);
        beatTimesMs = List.copyOf(beatTimesMs);
        unreadable = List.copyOf(unreadable);
        pauses = List.copyOf(pauses);
        flutter = List.copyOf(flutter);
    }
}
