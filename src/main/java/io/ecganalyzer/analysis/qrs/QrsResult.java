package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.analysis.Measured;
import io.ecganalyzer.ecg.Beat;
import io.ecganalyzer.ecg.BeatSeries;
import io.ecganalyzer.ecg.Stretch;
import java.util.List;

/**
 * The beats of an ECG: fused over its leads, and of each lead alone.
 *
 * @param beats the beats of all leads together, in order of time; the sample index is that of the R peak, or of the largest
 *     deflection where there is no R wave
 * @param beatTimesMs the time of each beat from the first sample, in milliseconds
 * @param unreadable stretches in which no lead tells beats: {@code flat}, {@code saturated}, {@code flutter}, {@code noise}
 * @param pauses stretches of more than 2 s in which a readable ECG has no beat: from beat to beat, or from or to an unreadable
 *     stretch or an end of the recording
 * @param flutter episodes of ventricular flutter or fibrillation; no beats are reported in them
 * @param leadsUsed names of the leads that took part in the fusion
 * @param leads what was found on each lead alone
 */
public record QrsResult(
        @Measured("beats of all leads together") List<Beat> beats,

        @Measured(value = "time of each beat from the first sample", unit = "ms")
        List<Double> beatTimesMs,

        @Measured("stretches in which no lead tells beats, and why")
        List<Stretch> unreadable,

        @Measured("stretches of more than 2 s in which a readable ECG has no beat, from beat to beat")
        List<Stretch> pauses,

        @Measured("ventricular flutter or fibrillation; no beats are reported there")
        List<FlutterEpisode> flutter,

        @Measured("leads that took part in the fusion") List<String> leadsUsed,
        @Measured("what was found on each lead alone") List<LeadBeats> leads)
        implements BeatSeries {
    public QrsResult {
        beats = List.copyOf(beats);
        beatTimesMs = List.copyOf(beatTimesMs);
        unreadable = List.copyOf(unreadable);
        pauses = List.copyOf(pauses);
        flutter = List.copyOf(flutter);
        leadsUsed = List.copyOf(leadsUsed);
        leads = List.copyOf(leads);
    }
}
