package io.ecganalyzer.analysis.qrs;

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

    boolean counts(int sample) {
        if (sample < from || sample >= to) {
            return false;
        }
        for (int[] episode : flutter) {
            if (sample >= episode[0] && sample < episode[1]) {
                return false;
            }
        }
        return true;
    }
}
