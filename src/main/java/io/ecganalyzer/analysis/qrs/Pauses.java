package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.ecg.Beat;
import io.ecganalyzer.ecg.Stretch;
import java.util.ArrayList;
import java.util.List;

/** Finds what is readable, without a beat, and longer than 2 s, to the sample. */
final class Pauses {
    private static final double LONG_S = 2;

    private final List<Beat> beats;
    private final double longSamples;
    private final List<Stretch> found = new ArrayList<>();

    /** The first beat that is not passed yet. */
    private int next;

    private Pauses(List<Beat> beats, double samplingRateHz) {
        this.beats = beats;
        longSamples = LONG_S * samplingRateHz;
    }

    /**
     * The pauses: from beat to beat, or from or to an unreadable stretch or an end of the recording.
     *
     * @param beats by time
     * @param unreadable by time, without overlap
     * @param length samples of the recording
     */
    static List<Stretch> of(List<Beat> beats, List<Stretch> unreadable, int length, double samplingRateHz) {
        Pauses pauses = new Pauses(beats, samplingRateHz);
        int from = 0;
        for (Stretch stretch : unreadable) {
            pauses.find(from, stretch.startSample());
            from = stretch.endSample();
        }
        pauses.find(from, length);
        return pauses.found;
    }

    /** In a readable stretch. */
    private void find(int from, int to) {
        int since = from;
        for (; next < beats.size() && beats.get(next).sampleIndex() < to; next++) {
            int beat = beats.get(next).sampleIndex();
            // A beat before the stretch stands in an unreadable one, and ends nothing here.
            if (beat >= from) {
                add(since, beat);
                since = beat;
            }
        }
        add(since, to);
    }

    private void add(int from, int to) {
        if (to - from > longSamples) {
            found.add(new Stretch(from, to, "pause"));
        }
    }
}
