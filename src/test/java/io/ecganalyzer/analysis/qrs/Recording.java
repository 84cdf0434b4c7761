package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.evaluation.BeatScore;
import io.ecganalyzer.evaluation.BeatScorer;
import io.ecganalyzer.evaluation.ReferenceBeats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A recording with its reference, for training and scoring.
 *
 * @param database its folder
 * @param name its record
 * @param group recordings of one origin share it, so that no fold learns from one and is tested on the other
 * @param rateHz its sampling rate
 * @param leads samples of each lead
 * @param beats reference beats of each lead (the same array where the database has one for all)
 * @param flutter begin and end of each flutter episode
 * @param from the first sample that the reference covers
 * @param to the sample after the last
 */
record Recording(
        String database,
        String name,
        String group,
        double rateHz,
        int[][] leads,
        int[][] beats,
        int[][] flutter,
        int from,
        int to) {

    /** One lead made of this recording, with the beats that are in it. */
    Recording with(String kind, int[] lead, int[] leadBeats) {
        return new Recording(kind, name, group, rateHz, new int[][] {lead}, new int[][] {leadBeats}, flutter, from, to);
    }

    boolean counts(int sample) {
        return notCounted().stream().noneMatch(stretch -> sample >= stretch.from() && sample <= stretch.to());
    }

    /**
     * What a detector found on a lead, by the rules of {@code ecg evaluate}. The outermost beats of ludb are not annotated, lead by lead:
     * it is scored as by {@code --only-annotated}.
     *
     * @param reference the lead whose reference counts
     */
    BeatScore score(int reference, int[] found) {
        long[] marks = Arrays.stream(beats[reference]).asLongStream().toArray();
        BeatScorer scorer = new BeatScorer(Duration.ofMillis(150), Duration.ZERO, false, database.equals("ludb"));
        return scorer.score(new ReferenceBeats(marks, notCounted()), found, rateHz);
    }

    /** Flutter, and what the reference does not cover. */
    private List<ReferenceBeats.Stretch> notCounted() {
        List<ReferenceBeats.Stretch> outside = new ArrayList<>();
        outside.add(new ReferenceBeats.Stretch(Long.MIN_VALUE, from - 1L));
        outside.add(new ReferenceBeats.Stretch(to, Long.MAX_VALUE));
        for (int[] episode : flutter) {
            outside.add(new ReferenceBeats.Stretch(episode[0], episode[1] - 1L));
        }
        return outside;
    }
}
