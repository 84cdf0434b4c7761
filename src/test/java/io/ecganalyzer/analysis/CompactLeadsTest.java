package io.ecganalyzer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.synthetic.DynamicalModel;
import io.ecganalyzer.synthetic.DynamicalModelSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A long recording is kept compact and looked at in pieces: every analyzer must say the same of it as of the whole. */
class CompactLeadsTest {
    private final AnalyzerRegistry registry = AnalyzerRegistry.load();

    @ParameterizedTest
    @CsvSource({"250, 900", "128, 500.5", "500, 10", "360, 1"})
    void everyAnalyzerSaysTheSame(double samplingRateHz, double seconds) throws Exception {
        Ecg whole = DynamicalModel.record(DynamicalModelSettings.PAPER.at(80, 8).of(samplingRateHz, seconds))
                .ecg();
        List<Lead> three = whole.leads().subList(0, 3);
        // The last one is shorter, stands still for a while and is clipped.
        int[] worn = three.get(2).samples(0, three.get(2).length() * 9 / 10);
        for (int i = 0; i < worn.length; i++) {
            worn[i] = i > worn.length / 3 && i < worn.length / 2 ? 77 : Math.min(worn[i], 300);
        }
        Ecg plain = new Ecg(
                whole.samplingRateHz(), List.of(three.get(0), three.get(1), new Lead("worn", worn, Optional.empty())));
        Ecg compact = new Ecg(
                whole.samplingRateHz(),
                plain.leads().stream().map(CompactLeadsTest::compact).toList());
        assertTrue(compact.leads().get(0).isCompact());

        List<Analysis> expected = registry.run(plain, registry.select(List.of()));
        List<Analysis> found = registry.run(compact, registry.select(List.of()));

        for (int i = 0; i < expected.size(); i++) {
            assertEquals(
                    expected.get(i).result(),
                    found.get(i).result(),
                    expected.get(i).analyzer());
            assertEquals(expected.get(i).skipped(), found.get(i).skipped());
        }
    }

    private static Lead compact(Lead lead) {
        int[] samples = lead.samples();
        short[] compact = new short[samples.length];
        for (int i = 0; i < compact.length; i++) {
            compact[i] = (short) samples[i];
        }
        return new Lead(lead.name(), compact, lead.calibration());
    }
}
