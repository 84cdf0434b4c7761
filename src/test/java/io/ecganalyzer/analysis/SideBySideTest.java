package io.ecganalyzer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.synthetic.DynamicalModel;
import io.ecganalyzer.synthetic.DynamicalModelSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SideBySideTest {
    private static final Ecg ECG = DynamicalModel.record(
                    DynamicalModelSettings.PAPER.at(75, 5).of(128, 700))
            .ecg();

    private final SideBySide sideBySide = new SideBySide(3);

    @AfterEach
    void close() {
        sideBySide.close();
    }

    @Test
    void everyAnalyzerSaysWhatItSaysOfTheWhole() throws Exception {
        AnalyzerRegistry registry = AnalyzerRegistry.load();
        Selection all = registry.select(List.of());

        List<Analysis> expected = registry.run(ECG, all);
        List<Analysis> found = registry.run(ECG, all, starting -> {}, sideBySide);

        assertTrue(expected.stream().anyMatch(analysis -> analysis.result().isPresent()));
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).analyzer(), found.get(i).analyzer());
            assertEquals(expected.get(i).result(), found.get(i).result());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40})
    void segmentsAreMergedInTheirOrder(int segments) throws Exception {
        Sum result = (Sum) sideBySide.analyze(new Cut(segments, null), input());

        assertEquals(segments == 1 ? "whole" : expected(segments), result.text());
    }

    private static String expected(int segments) {
        StringBuilder text = new StringBuilder();
        for (int segment = 0; segment < segments; segment++) {
            text.append((char) ('0' + segment));
        }
        return text.toString();
    }

    @Test
    void whatASegmentThrowsIsThrownAsItWas() {
        AnalysisException reason = new AnalysisException("cannot be told");
        IllegalStateException defect = new IllegalStateException("broken");

        assertSame(
                reason, assertThrows(AnalysisException.class, () -> sideBySide.analyze(new Cut(3, reason), input())));
        assertSame(
                defect,
                assertThrows(IllegalStateException.class, () -> sideBySide.analyze(new Cut(3, defect), input())));
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(AnalysisInterruptedException.class, () -> sideBySide.analyze(new Cut(3, null), input()));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    private static AnalysisInput input() {
        return new AnalysisInput(ECG, Map.of(), Map.of());
    }

    record Sum(String text) {}

    /** Each segment says its number, or the last one fails. */
    private record Cut(int segments, Exception failure) implements SegmentedAnalyzer {
        @Override
        public AnalyzerInfo info() {
            return new AnalyzerInfo("cut", "1.0.0", "Cut", "", Set.of(), List.of(), List.of(), Sum.class);
        }

        @Override
        public Sum analyze(AnalysisInput input) {
            return new Sum("whole");
        }

        @Override
        public int segments(Ecg ecg) {
            return segments;
        }

        @Override
        public byte[] analyzeSegment(AnalysisInput input, int segment) throws AnalysisException {
            if (segment == segments - 1 && failure instanceof AnalysisException reason) {
                throw reason;
            }
            if (segment == segments - 1 && failure instanceof RuntimeException defect) {
                throw defect;
            }
            return new byte[] {(byte) ('0' + segment)};
        }

        @Override
        public Sum merge(AnalysisInput input, List<byte[]> partials) {
            StringBuilder text = new StringBuilder();
            partials.forEach(partial -> text.append((char) partial[0]));
            return new Sum(text.toString());
        }
    }
}
