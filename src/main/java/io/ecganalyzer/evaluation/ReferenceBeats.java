package io.ecganalyzer.evaluation;

import io.ecganalyzer.format.WfdbAnnotation;
import io.ecganalyzer.format.WfdbAnnotationType;
import io.ecganalyzer.format.WfdbAnnotations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The beats of a record as its annotators saw them.
 *
 * @param samples of the QRS complexes, ascending
 * @param flutter stretches of ventricular flutter or fibrillation, in which no beat can be told from another
 */
@SuppressWarnings("ArrayRecordComponent") // a table to score against, never compared
public record ReferenceBeats(long[] samples, List<Stretch> flutter) {
    public ReferenceBeats {
        samples = samples.clone();
        Arrays.sort(samples);
        flutter = List.copyOf(flutter);
    }

    /**
     * A part of a record.
     *
     * @param from first sample
     * @param to last sample
     */
    public record Stretch(long from, long to) {
        boolean holds(long sample) {
            return sample >= from && sample <= to;
        }
    }

    /** The beats among the marks, and the flutter between the marks {@code [} and {@code ]}; one that is not closed lasts to the end. */
    public static ReferenceBeats of(WfdbAnnotations annotations) {
        List<Stretch> flutter = new ArrayList<>();
        long start = -1;
        List<WfdbAnnotation> inOrder = annotations.marks().stream()
                .sorted(Comparator.comparingLong(WfdbAnnotation::sample))
                .toList();
        for (WfdbAnnotation mark : inOrder) {
            if (mark.is(WfdbAnnotationType.FLUTTER_ON) && start < 0) {
                start = mark.sample();
            } else if (mark.is(WfdbAnnotationType.FLUTTER_OFF) && start >= 0) {
                flutter.add(new Stretch(start, mark.sample()));
                start = -1;
            }
        }
        if (start >= 0) {
            flutter.add(new Stretch(start, Long.MAX_VALUE));
        }
        return new ReferenceBeats(annotations.beats(), flutter);
    }

    /** The same beats counted in samples of another rate, which is that many times the present one. */
    public ReferenceBeats atRate(double factor) {
        if (factor == 1) {
            return this;
        }
        return new ReferenceBeats(
                Arrays.stream(samples).map(s -> Math.round(s * factor)).toArray(),
                flutter.stream()
                        .map(f -> new Stretch(
                                Math.round(f.from() * factor),
                                f.to() == Long.MAX_VALUE ? f.to() : Math.round(f.to() * factor)))
                        .toList());
    }

    /** The beats that are not in flutter. */
    long[] outsideFlutter() {
        return Arrays.stream(samples).filter(sample -> !isFlutter(sample)).toArray();
    }

    boolean isFlutter(long sample) {
        return flutter.stream().anyMatch(f -> f.holds(sample));
    }
}
