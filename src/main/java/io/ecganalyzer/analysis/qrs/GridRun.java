package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.dsp.LowPassResampler;

/** Judges single segments of a recording that is there as a whole, each as {@link QrsStream} would. */
final class GridRun {
    /** Reads samples from one to before another of every lead. */
    interface Samples {
        int[][] read(int from, int to);
    }

    private final Samples samples;
    private final int length;
    private final LowPassResampler resampler;
    private final SegmentJudge judge;

    /** @param length of the leads, filled up to the longest */
    GridRun(Samples samples, int length, double samplingRateHz, QrsModel model) {
        this.samples = samples;
        this.length = length;
        this.resampler = LeadSignal.resampler(samplingRateHz);
        this.judge = new SegmentJudge(model, samplingRateHz, resampler);
    }

    /** How many segments a recording of that length has. */
    static int segments(int length, double samplingRateHz) {
        return Segment.all(LeadSignal.resampler(samplingRateHz).outputLength(length))
                .size();
    }

    /** The tracks of one segment. */
    Tracks judge(int number) {
        Segment segment = Segment.of(number, resampler.outputLength(length));
        int from = (int) QrsStream.windowFrom(segment, resampler);
        int to = (int) QrsStream.windowTo(segment, resampler, length);
        int[][] window = samples.read(from, to);
        int[][] first = samples.read(0, 1);
        RawSignal[] raw = new RawSignal[window.length];
        int[] origin = new int[window.length];
        for (int lead = 0; lead < raw.length; lead++) {
            raw[lead] = new RawSignal(window[lead], 0, to - from, from);
            origin[lead] = first[lead][0];
        }
        Tracks tracks = Tracks.unjoined(raw.length);
        judge.judge(segment, raw, origin, tracks.leads(), tracks.fused());
        return tracks;
    }
}
