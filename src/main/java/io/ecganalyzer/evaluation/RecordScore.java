package io.ecganalyzer.evaluation;

/**
 * How an analyzer did on one record.
 *
 * @param record its name
 * @param leads the names of the leads that the analyzer was given
 * @param score what it found and missed
 * @param durationNanos how long it took, without reading
 * @param note what the score does not say by itself: why the analyzer had no result, in which case all beats count as missed, or that
 *     the reference has no beats, in which case all that are found count as false; else empty
 */
public record RecordScore(String record, String leads, BeatScore score, long durationNanos, String note) {}
