package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.ecganalyzer.dsp.LowPassResampler;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadFiltersTest {
    /** The rates have few phases, many, and no cycle of them. */
    @ParameterizedTest
    @CsvSource({"360, 400", "250, 189", "128, 60", "1000, 10", "257.3, 30", "360, 0.5", "100, 0.06"})
    void aSegmentInPiecesIsTheSameAsInOne(double rateHz, double seconds) {
        int[] samples = new SplittableRandom(7)
                .ints((long) (seconds * rateHz), -1000, 1000)
                .toArray();
        LowPassResampler resampler = LeadSignal.resampler(rateHz);
        LeadFilters filters = new LeadFilters(resampler);
        RawSignal raw = new RawSignal(samples, 0, samples.length, 0);
        for (Segment segment : Segment.all(resampler.outputLength(samples.length))) {
            float[] wide = new float[(int) (segment.to() - segment.from())];
            resampler.resample(raw.above(77).toArray(), 0, segment.from(), wide);
            LeadSignal expected = LeadSignal.of(wide);

            for (int lead = 0; lead < 2; lead++) {
                LeadSignal signal = filters.of(lead, raw.above(77), 0, segment);
                assertArrayEquals(expected.wide(), signal.wide());
                assertArrayEquals(expected.band(), signal.band());
                assertArrayEquals(expected.envelope(), signal.envelope());
                assertArrayEquals(expected.roughness(), signal.roughness());
            }
        }
    }
}
