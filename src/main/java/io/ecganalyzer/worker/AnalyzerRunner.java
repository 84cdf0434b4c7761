package io.ecganalyzer.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalyzerChoice;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.Execution;
import io.ecganalyzer.analysis.InvalidChoiceException;
import io.ecganalyzer.analysis.Selection;
import io.ecganalyzer.bus.SegmentRequest;
import io.ecganalyzer.store.ClaimedJob;
import io.ecganalyzer.store.StoredAnalysis;
import io.ecganalyzer.store.UnreadableSignalException;
import io.ecganalyzer.worker.sandbox.AnalyzerProcessException;
import io.ecganalyzer.worker.sandbox.Sandbox;
import io.ecganalyzer.worker.sandbox.SandboxRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs the analyzers that were chosen for an ECG: trusted ones in this process, for speed, and the others in the sandbox. One there that
 * reads the result of a trusted one has it computed there once more, as results are objects of this process; analyzers are pure, so
 * that it is the same result.
 */
public final class AnalyzerRunner {
    private static final ObjectMapper CHOICES = new ObjectMapper();

    private final AnalyzerRegistry analyzers;
    private final Set<String> isolated;
    private final Optional<Sandbox> sandbox;
    private final OpenSignals signals = new OpenSignals();

    private AnalyzerRunner(AnalyzerRegistry analyzers, Set<String> isolated, Optional<Sandbox> sandbox) {
        this.analyzers = analyzers;
        this.isolated = Set.copyOf(isolated);
        this.sandbox = sandbox;
    }

    /** All of them in this process. */
    public static AnalyzerRunner here(AnalyzerRegistry analyzers) {
        return new AnalyzerRunner(analyzers, Set.of(), Optional.empty());
    }

    /** These in the sandbox, the others in this process. */
    public static AnalyzerRunner isolating(AnalyzerRegistry analyzers, Set<String> isolated, Sandbox sandbox) {
        return new AnalyzerRunner(analyzers, isolated, Optional.of(sandbox));
    }

    /**
     * Decodes, measures and writes the results down. Takes processor time, or waits, and can be interrupted.
     *
     * @param execution of the analyzers of this process
     */
    List<StoredAnalysis> run(ClaimedJob job, Consumer<String> starting, Execution execution)
            throws AnalyzerProcessException, UnreadableSignalException, InvalidChoiceException, InterruptedException,
                    IOException {
        Selection selection = analyzers.select(choices(job.analyzersJson()));
        List<AnalyzerChoice> chosen = selection.choices();
        List<AnalyzerChoice> here = chosen.stream()
                .filter(choice -> !isolated.contains(choice.name()))
                .toList();
        List<AnalyzerChoice> apart = chosen.stream()
                .filter(choice -> isolated.contains(choice.name()))
                .toList();
        List<StoredAnalysis> analyses = new ArrayList<>();
        if (!here.isEmpty()) {
            Selection ofHere = apart.isEmpty() ? selection : analyzers.select(here);
            analyzers.run(job.decodeEcg(), ofHere, starting, execution).stream()
                    .map(AnalysisJson::of)
                    .forEach(analyses::add);
        }
        if (!apart.isEmpty()) {
            analyses.addAll(sandbox.orElseThrow().run(request(job, chosen, apart), starting));
        }
        return analyses;
    }

    /** The signals of which this node looks at segments. */
    OpenSignals signals() {
        return signals;
    }

    /**
     * One segment of an ECG. Takes processor time, and can be interrupted.
     *
     * @return empty where this node has no such analyzer in this process
     */
    Optional<byte[]> runSegment(SegmentRequest request, OpenSignals.Signal signal)
            throws AnalysisException, UnreadableSignalException, InvalidChoiceException {
        if (isolated.contains(request.analyzer())) {
            return Optional.empty();
        }
        Selection selection = analyzers.select(choices(signal.analyzersJson()));
        return analyzers.runSegment(signal.ecg(), selection, request.analyzer(), request.version(), request.segment());
    }

    private SandboxRequest request(ClaimedJob job, List<AnalyzerChoice> chosen, List<AnalyzerChoice> apart)
            throws InvalidChoiceException {
        Selection needed = analyzers.select(apart);
        List<AnalyzerChoice> withEarlier = chosen.stream()
                .filter(choice -> needed.names().contains(choice.name()))
                .toList();
        List<String> reported = apart.stream().map(AnalyzerChoice::name).toList();
        return new SandboxRequest(json(withEarlier), reported, job.samplingRateHz(), job.leads());
    }

    private static String json(List<AnalyzerChoice> choices) {
        try {
            return CHOICES.writeValueAsString(choices);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a choice of analyzers cannot be written", impossible);
        }
    }

    private static List<AnalyzerChoice> choices(Optional<String> json) {
        try {
            return json.isEmpty() ? List.of() : CHOICES.readValue(json.get(), new TypeReference<>() {});
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("the stored choice of analyzers cannot be read", notOurs);
        }
    }
}
