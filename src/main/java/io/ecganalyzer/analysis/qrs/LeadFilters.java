package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.dsp.LowPassResampler;
import io.ecganalyzer.dsp.Samples;
import io.ecganalyzer.dsp.Strips;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the leads of one segment after another into the forms that the detector reads. What it has given stands until the next segment:
 * the same arrays are filled again, because clearing new ones takes longer than filling them. For one thread.
 */
final class LeadFilters {
    /** Samples at 200 Hz that are made at a time: with what they are made of they stay in the second-level cache. */
    private static final int PIECE = 10_000;

    private final LowPassResampler resampler;
    private final Strips input = new Strips();
    private final Strips wide = new Strips();
    private final Strips band = new Strips();
    private final List<LeadSignal> used = new ArrayList<>();

    LeadFilters(LowPassResampler resampler) {
        this.resampler = resampler;
    }

    /**
     * A lead in a segment.
     *
     * @param lead its number; leads come in order
     * @param from which sample of the recording is the first of the samples
     */
    LeadSignal of(int lead, Samples samples, long from, Segment segment) {
        int length = (int) (segment.to() - segment.from());
        if (length < Strips.FEW) {
            float[] few = new float[length];
            resampler.resample(samples, from, segment.from(), few);
            return LeadSignal.of(few);
        }
        if (lead == used.size()) {
            used.add(LeadSignal.ofLength(length));
        } else if (used.get(lead).length() != length) {
            used.set(lead, LeadSignal.ofLength(length));
        }
        LeadSignal signal = used.get(lead);
        for (int begin = 0; begin < length; begin += PIECE) {
            int end = Math.min(length, begin + PIECE);
            int first = Math.max(0, begin - LeadSignal.BAND.reach());
            int last = Math.min(length, end + LeadSignal.BAND.reach());
            resampler.resample(samples, from, segment.from() + first, last - first, input, wide);
            LeadSignal.BAND.apply(wide, band);
            wide.join(begin - first, end - first, signal.wide(), begin);
            band.join(begin - first, end - first, signal.band(), begin);
        }
        signal.fillMeans();
        return signal;
    }
}
