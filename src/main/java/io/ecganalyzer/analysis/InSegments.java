package io.ecganalyzer.analysis;

/** Brings what can be cut to its result segment by segment, and everything else in one piece, on this thread. */
public interface InSegments extends Execution {
    /**
     * The result of an analyzer, put together from its segments.
     *
     * @param segments how many there are; more than one
     */
    Record analyze(SegmentedAnalyzer analyzer, int segments, AnalysisInput input) throws AnalysisException;

    @Override
    default Record analyze(Analyzer analyzer, AnalysisInput input) throws AnalysisException {
        if (analyzer instanceof SegmentedAnalyzer segmented) {
            int segments = segmented.segments(input.ecg());
            return segments > 1 ? analyze(segmented, segments, input) : analyzer.analyze(input);
        }
        return analyzer.analyze(input);
    }
}
