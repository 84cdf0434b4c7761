package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecganalyzer.dsp.LowPassResampler;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The filters and stages of the detector against SciPy: golden/make_detector.py. */
class DetectorGoldenTest {
    /** Phases are taken to 1/512 of a sample, which at 360 Hz moves steep edges by that much. */
    private static final double OF_PHASE = 2e-3;

    static Stream<JsonNode> cases() throws IOException {
        try (var in = DetectorGoldenTest.class.getResourceAsStream("/golden/detector.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false);
        }
    }

    @ParameterizedTest(name = "at {0}")
    @MethodSource("cases")
    void everyStageIsThatOfSciPy(JsonNode golden) {
        double rateHz = golden.get("sampling_rate").asDouble();
        int[] samples = new ObjectMapper().convertValue(golden.get("samples"), int[].class);
        RawSignal raw = new RawSignal(samples, 0, samples.length, 0);
        LowPassResampler resampler = LeadSignal.resampler(rateHz);
        float[] wide = new float[(int) resampler.outputLength(samples.length)];
        resampler.resample(raw.above(samples[0]).toArray(), 0, 0, wide);

        LeadSignal signal = LeadSignal.of(wide);
        Candidates candidates = new LeadPiece(signal).candidates();

        assertNear(golden, "wide", signal.wide());
        assertNear(golden, "band", signal.band());
        assertNear(golden, "envelope", signal.envelope());
        assertNear(golden, "roughness", signal.roughness());
        for (int block = 0; block < golden.get("usual").size(); block++) {
            double usual = golden.get("usual").get(block).asDouble();
            assertEquals(usual, candidates.blockUsual()[block], OF_PHASE * usual, "usual height of block " + block);
        }
        int[] places = new ObjectMapper().convertValue(golden.get("candidates"), int[].class);
        assertArrayEquals(places, candidates.place());
    }

    private static void assertNear(JsonNode golden, String stage, float[] values) {
        int every = golden.get("every").asInt();
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        JsonNode expected = golden.get(stage);
        assertEquals((values.length + every - 1) / every, expected.size(), stage);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).asDouble(), values[i * every], OF_PHASE * largest, stage + " at " + i * every);
        }
    }
}
