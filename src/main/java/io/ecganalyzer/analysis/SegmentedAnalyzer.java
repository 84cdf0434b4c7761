package io.ecganalyzer.analysis;

import io.ecganalyzer.ecg.Ecg;
import java.util.List;

/**
 * An analyzer that can look at parts of a long recording apart, on any node and in any order. The parts are put together again as
 * exactly what {@link #analyze} gives for the whole. It reads no earlier results.
 */
public interface SegmentedAnalyzer extends Analyzer {
    /**
     * How many segments a recording has; they depend on it alone.
     *
     * @return 1 where there is nothing to cut
     * @throws AnalysisException as {@link #analyze} would
     */
    int segments(Ecg ecg) throws AnalysisException;

    /**
     * Looks at one segment, and at as much beside it as that takes.
     *
     * @param segment from 0
     * @return what {@link #merge} of this version reads; some 100 kB at most
     */
    byte[] analyzeSegment(AnalysisInput input, int segment) throws AnalysisException;

    /**
     * Puts the segments together.
     *
     * @param partials of all segments, in their order
     */
    Record merge(AnalysisInput input, List<byte[]> partials) throws AnalysisException;
}
