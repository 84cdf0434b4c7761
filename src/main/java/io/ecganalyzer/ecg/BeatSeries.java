package io.ecganalyzer.ecg;

import java.util.List;

/**
 * The beats of an ECG and where none could be looked for. The result record of a beat detector is one, so that whoever
 * measures intervals need not know who found the beats.
 */
public interface BeatSeries {
    /** The beats by time; no two at the same sample. */
    List<Beat> beats();

    /**
     * The stretches in which beats could not be told, by time, without overlap: an interval that touches one is no RR interval. A
     * pause of the heart is none of these.
     */
    List<Stretch> unreadable();
}
