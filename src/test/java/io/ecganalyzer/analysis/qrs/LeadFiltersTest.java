package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.ecganalyzer.dsp.LowPassResampler;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadFiltersTest {
    /** The rates have few phases, many, and no cycle of them; the seconds make one segment, several, and a few samples. */
    @ParameterizedTest
    @CsvSource({
        "360, 600",
        "360, 400",
        "250, 189",
        "128, 60",
        "1000, 10",
        "257.3, 30",
        "257.3, 200",
        "360, 0.5",
        "100, 0.06"
    })
    void aSegmentInPiecesIsTheSameAsInOne(double rateHz, double seconds) {
        LowPassResampler resampler = LeadSignal.resampler(rateHz);
        LeadFilters filters = new LeadFilters(resampler);
        RawSignal[] leads = {noise(7, rateHz, seconds), noise(8, rateHz, seconds)};
        for (Segment segment : Segment.all(resampler.outputLength(leads[0].length()))) {
            LeadSignal[] signals = new LeadSignal[leads.length];
            for (int lead = 0; lead < leads.length; lead++) {
                signals[lead] = filters.of(lead, leads[lead].above(77), 0, segment);
            }
            // What the second lead was made in must not be what the first was.
            for (int lead = 0; lead < leads.length; lead++) {
                float[] wide = new float[(int) (segment.to() - segment.from())];
                resampler.resample(leads[lead].above(77).toArray(), 0, segment.from(), wide);
                LeadSignal expected = LeadSignal.of(wide);

                assertArrayEquals(expected.wide(), signals[lead].wide());
                assertArrayEquals(expected.band(), signals[lead].band());
                assertArrayEquals(expected.envelope(), signals[lead].envelope());
                assertArrayEquals(expected.roughness(), signals[lead].roughness());
            }
        }
    }

    private static RawSignal noise(int seed, double rateHz, double seconds) {
        int[] samples = new SplittableRandom(seed)
                .ints((long) (seconds * rateHz), -1000, 1000)
                .toArray();
        return new RawSignal(samples, 0, samples.length, 0);
    }
}
