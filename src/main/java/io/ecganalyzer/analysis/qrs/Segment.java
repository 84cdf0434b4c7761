package io.ecganalyzer.analysis.qrs;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a recording that is judged at once. The parts lie on a grid that only depends on the recording's beginning, so that
 * a recording that arrives in pieces is cut in the same places as one that is there as a whole.
 *
 * @param from the first sample at 200 Hz that is looked at
 * @param to the sample after the last that is looked at
 * @param coreFrom beats count from here
 * @param coreTo to before here
 */
record Segment(long from, long to, long coreFrom, long coreTo) {
    /** 3 min: long enough for a steady picture of the prevailing beat, short enough to follow its change. */
    static final long CORE = 180L * LeadSignal.RATE_HZ;

    /** 9 s on either side: beyond the reach of the usual amplitude (8.25 s), so that neighbours agree at the seam. */
    static final long MARGIN = 9L * LeadSignal.RATE_HZ;

    /** Whether a place of the segment, counted from its first sample, is in its core. */
    boolean isCore(int place) {
        return from + place >= coreFrom && from + place < coreTo;
    }

    /** The segment of that number when the recording ends after {@code length}; a rest too short to stand alone is taken in. */
    static Segment of(long number, long length) {
        long coreFrom = number * CORE;
        long coreTo = coreFrom + CORE;
        if (length <= coreTo + MARGIN) {
            coreTo = length;
        }
        return new Segment(Math.max(0, coreFrom - MARGIN), Math.min(length, coreTo + MARGIN), coreFrom, coreTo);
    }

    /** All segments of a recording of that length. */
    static List<Segment> all(long length) {
        List<Segment> segments = new ArrayList<>();
        Segment segment;
        do {
            segment = of(segments.size(), length);
            segments.add(segment);
        } while (segment.coreTo < length);
        return segments;
    }
}
