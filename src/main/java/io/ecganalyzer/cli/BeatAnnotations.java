package io.ecganalyzer.cli;

import io.ecganalyzer.ecg.Beat;
import io.ecganalyzer.ecg.BeatSeries;
import io.ecganalyzer.ecg.Stretch;
import io.ecganalyzer.format.WfdbAnnotation;
import io.ecganalyzer.format.WfdbAnnotationType;
import io.ecganalyzer.format.WfdbAnnotations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Found beats as a WFDB annotation file: every beat as normal, flutter between its brackets. */
final class BeatAnnotations {
    private static final String FLUTTER = "flutter";

    private BeatAnnotations() {}

    /**
     * The marks.
     *
     * @param samplingRateHz of the beats
     * @param frameRateHz of the record; where it is another one, the file says in which its times are
     */
    static WfdbAnnotations of(BeatSeries series, double samplingRateHz, double frameRateHz) {
        List<WfdbAnnotation> marks = new ArrayList<>();
        for (Beat beat : series.beats()) {
            marks.add(new WfdbAnnotation(beat.sampleIndex(), WfdbAnnotationType.NORMAL));
        }
        for (Stretch stretch : series.unreadable()) {
            if (stretch.reason().equals(FLUTTER)) {
                marks.add(new WfdbAnnotation(stretch.startSample(), WfdbAnnotationType.FLUTTER_ON));
                marks.add(new WfdbAnnotation(stretch.endSample() - 1L, WfdbAnnotationType.FLUTTER_OFF));
            }
        }
        marks.sort(Comparator.comparingLong(WfdbAnnotation::sample));
        return samplingRateHz == frameRateHz
                ? new WfdbAnnotations(marks)
                : WfdbAnnotations.withTimeResolution(samplingRateHz, marks);
    }
}
