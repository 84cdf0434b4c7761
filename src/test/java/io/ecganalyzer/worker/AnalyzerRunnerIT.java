package io.ecganalyzer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.Execution;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.store.ClaimedJob;
import io.ecganalyzer.store.EncodedLead;
import io.ecganalyzer.store.NewerSignalException;
import io.ecganalyzer.store.Signals;
import io.ecganalyzer.store.StoredAnalysis;
import io.ecganalyzer.store.UnreadableSignalException;
import io.ecganalyzer.synthetic.DynamicalModel;
import io.ecganalyzer.synthetic.DynamicalModelSettings;
import io.ecganalyzer.worker.sandbox.AnalyzerProcessException;
import io.ecganalyzer.worker.sandbox.Sandbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnalyzerRunnerIT {
    private static final long MEMORY = 128L << 20;
    private static final long LITTLE_MEMORY = 32L << 20;
    private static final AnalyzerRegistry ANALYZERS = AnalyzerRegistry.load();
    private static final Set<String> ALL =
            ANALYZERS.infos().stream().map(AnalyzerInfo::name).collect(Collectors.toSet());

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Sandbox sandbox = new Sandbox(MEMORY, meters);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void nothingThatTheProgramBringsAlongIsAPlugin() {
        assertEquals(Set.of(), ANALYZERS.plugins());
    }

    @Test
    void anAnalyzerMeasuresTheSameInAProcessOfItsOwn() throws Exception {
        ClaimedJob job = job(ecg(), Optional.empty());
        List<String> starting = new ArrayList<>();
        List<StoredAnalysis> apart =
                AnalyzerRunner.isolating(ANALYZERS, ALL, sandbox).run(job, starting::add, Execution.WHOLE);
        assertEquals(
                withoutTimes(AnalyzerRunner.here(ANALYZERS).run(job, any -> {}, Execution.WHOLE)), withoutTimes(apart));
        assertEquals(ALL, Set.copyOf(starting));
    }

    /** The heart rate is computed from the beats, which are found here and there. */
    @Test
    void oneThatReadsTheResultOfATrustedOneIsGivenIt() throws Exception {
        String choice = "[{\"name\":\"heart_rate\",\"parameters\":{}},{\"name\":\"qrs\",\"parameters\":{}}]";
        ClaimedJob job = job(ecg(), Optional.of(choice));
        List<StoredAnalysis> apart = AnalyzerRunner.isolating(ANALYZERS, Set.of("heart_rate"), sandbox)
                .run(job, any -> {}, Execution.WHOLE);
        assertEquals(
                withoutTimes(AnalyzerRunner.here(ANALYZERS).run(job, any -> {}, Execution.WHOLE)), withoutTimes(apart));
    }

    @Test
    void aProcessServesOneEcgAfterTheOther() throws Exception {
        AnalyzerRunner runner = AnalyzerRunner.isolating(ANALYZERS, ALL, sandbox);
        for (int i = 0; i < 3; i++) {
            runner.run(job(ecg(), Optional.empty()), any -> {}, Execution.WHOLE);
        }
        assertEquals(1, meters.get("ecg.sandbox.started").counter().count());
    }

    @Test
    void aSignalThatCannotBeDecodedIsToldAsSuch() throws Exception {
        AnalyzerRunner runner = AnalyzerRunner.isolating(ANALYZERS, ALL, sandbox);
        EncodedLead spoilt = new EncodedLead("II", 3, Optional.empty(), new byte[] {1, 2});
        ClaimedJob job = job(OptionalDouble.empty(), List.of(spoilt), Optional.empty());
        assertThrows(UnreadableSignalException.class, () -> runner.run(job, any -> {}, Execution.WHOLE));
        EncodedLead newer = new EncodedLead("II", 3, Optional.empty(), Signals.ofNewerProgram());
        ClaimedJob ofNewerProgram = job(OptionalDouble.empty(), List.of(newer), Optional.empty());
        assertThrows(NewerSignalException.class, () -> runner.run(ofNewerProgram, any -> {}, Execution.WHOLE));
    }

    @Test
    void aProcessWithoutMemoryEndsAloneAndIsReplaced() throws Exception {
        sandbox.close();
        sandbox = new Sandbox(LITTLE_MEMORY, meters);
        AnalyzerRunner runner = AnalyzerRunner.isolating(ANALYZERS, ALL, sandbox);
        EncodedLead large = EncodedLead.encode(new Lead("II", new int[16 << 20], Optional.empty()));
        ClaimedJob tooLarge = job(
                OptionalDouble.empty(),
                List.of(large),
                Optional.of("[{\"name\":\"zero_crossings\",\"parameters\":{}}]"));
        AnalyzerProcessException ended =
                assertThrows(AnalyzerProcessException.class, () -> runner.run(tooLarge, any -> {}, Execution.WHOLE));
        assertTrue(ended.isOutOfMemory(), ended.getMessage());
        String choice = "[{\"name\":\"zero_crossings\",\"parameters\":{}}]";
        assertEquals(
                1,
                runner.run(job(ecg(), Optional.of(choice)), any -> {}, Execution.WHOLE)
                        .size());
    }

    private static Ecg ecg() {
        return DynamicalModel.record(DynamicalModelSettings.PAPER.of(250, 10)).ecg();
    }

    private static ClaimedJob job(Ecg ecg, Optional<String> choice) {
        return job(ecg.samplingRateHz(), EncodedLead.encodeAll(ecg.leads()), choice);
    }

    private static ClaimedJob job(OptionalDouble rate, List<EncodedLead> leads, Optional<String> choice) {
        return new ClaimedJob(1, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), 1, "r", rate, leads, choice);
    }

    private static Set<String> withoutTimes(List<StoredAnalysis> analyses) {
        return analyses.stream()
                .map(a -> a.analyzer() + " " + a.version() + " " + a.parametersJson() + " " + a.resultJson()
                        + a.skipped())
                .collect(Collectors.toSet());
    }
}
