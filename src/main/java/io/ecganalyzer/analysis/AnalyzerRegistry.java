package io.ecganalyzer.analysis;

import io.ecganalyzer.ecg.Ecg;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The analyzers there are, who runs before whom, and a run of some of them over an ECG. Safe for many threads. */
public final class AnalyzerRegistry {
    /** By name, in an order in which each stands after those whose results it reads. */
    private final List<Registered> inOrder;

    private final Map<String, Registered> byName = new TreeMap<>();

    /**
     * A registry of these.
     *
     * @throws IllegalArgumentException where two have one name, a default is not among the allowed values, or they wait for each
     *     other in a circle
     */
    public AnalyzerRegistry(List<Analyzer> analyzers) {
        for (Analyzer analyzer : analyzers) {
            AnalyzerInfo info = analyzer.info();
            for (Parameter parameter : info.parameters()) {
                parameter.accept(parameter.defaultValue());
            }
            Registered twin = byName.put(info.name(), new Registered(analyzer, info));
            if (twin != null) {
                throw new IllegalArgumentException("two analyzers are named \"" + info.name() + "\": "
                        + twin.analyzer().getClass().getName() + " and "
                        + analyzer.getClass().getName());
            }
        }
        inOrder = sorted(byName.values());
    }

    /** A registry of all analyzers on the class path. */
    public static AnalyzerRegistry load() {
        return new AnalyzerRegistry(ServiceLoader.load(Analyzer.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** What there is, by name. */
    public List<AnalyzerInfo> infos() {
        return byName.values().stream().map(Registered::info).toList();
    }

    /** The names of those that this program did not bring along. */
    public Set<String> plugins() {
        CodeSource ours = AnalyzerRegistry.class.getProtectionDomain().getCodeSource();
        return inOrder.stream()
                .filter(registered -> !ours.equals(
                        registered.analyzer().getClass().getProtectionDomain().getCodeSource()))
                .map(registered -> registered.info().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Checks a choice and completes it: defaults are filled in, and an analyzer whose result another one reads runs before it, with
     * its defaults and unreported where it was not chosen.
     *
     * @param choices empty for all analyzers with their defaults
     */
    public Selection select(List<AnalyzerChoice> choices) throws InvalidChoiceException {
        List<AnalyzerChoice> wanted = choices.isEmpty()
                ? byName.keySet().stream().map(AnalyzerChoice::new).toList()
                : choices;
        Map<String, Map<String, Object>> parameters = new ChoiceCheck(byName).check(wanted);
        Set<String> needed = new HashSet<>();
        parameters.keySet().forEach(name -> addWithEarlier(name, needed));
        return new Selection(inOrder.stream()
                .filter(registered -> needed.contains(registered.info().name()))
                .map(registered ->
                        step(registered, parameters.get(registered.info().name())))
                .toList());
    }

    /**
     * Runs the analyzers of a selection.
     *
     * @return one analysis for each that was chosen; where a need is missing or the ECG cannot be measured, with the reason
     * @throws AnalyzerDefectException where an analyzer threw anything but an {@link AnalysisException}
     * @throws AnalysisInterruptedException where the thread was interrupted before the end
     */
    public List<Analysis> run(Ecg ecg, Selection selection) {
        return run(ecg, selection, starting -> {});
    }

    /**
     * As {@link #run(Ecg, Selection)}, for one who watches the time of each.
     *
     * @param starting told the name of each analyzer just before it runs, on this thread
     */
    public List<Analysis> run(Ecg ecg, Selection selection, Consumer<String> starting) {
        return run(ecg, selection, starting, Execution.WHOLE);
    }

    /**
     * As {@link #run(Ecg, Selection, Consumer)}, for one who has other ways to bring an analyzer to its result.
     *
     * @param execution asked for each result
     */
    public List<Analysis> run(Ecg ecg, Selection selection, Consumer<String> starting, Execution execution) {
        List<Analysis> analyses = new ArrayList<>();
        Map<String, Record> results = new HashMap<>();
        for (Selection.Step step : selection.steps()) {
            AnalysisInterruptedException.throwIfInterrupted();
            starting.accept(step.info().name());
            Analysis analysis = run(ecg, step, results, execution);
            analysis.result().ifPresent(result -> results.put(analysis.analyzer(), result));
            if (step.reported()) {
                analyses.add(analysis);
            }
        }
        return List.copyOf(analyses);
    }

    private static Analysis run(Ecg ecg, Selection.Step step, Map<String, Record> results, Execution execution) {
        Optional<String> missing = missingNeed(ecg, step.info());
        if (missing.isPresent()) {
            return skipped(step, 0, missing.get());
        }
        Map<String, Record> earlier = new HashMap<>(results);
        earlier.keySet().retainAll(step.info().after());
        AnalysisInput input = new AnalysisInput(ecg, step.parameters(), earlier);
        long started = System.nanoTime();
        try {
            Record result = execution.analyze(step.analyzer(), input);
            long nanos = System.nanoTime() - started;
            return new Analysis(
                    step.info().name(),
                    step.info().version(),
                    step.parameters(),
                    nanos,
                    Optional.of(step.info().resultType().cast(result)),
                    Optional.empty());
        } catch (AnalysisException reason) {
            return skipped(step, System.nanoTime() - started, reason.getMessage());
        } catch (AnalysisInterruptedException interrupted) {
            throw interrupted;
        } catch (RuntimeException | Error defect) {
            throw new AnalyzerDefectException(step.info().name(), defect);
        }
    }

    /**
     * Runs a chosen analyzer of this version on one segment.
     *
     * @return empty where there is none such here
     */
    public Optional<byte[]> runSegment(Ecg ecg, Selection selection, String name, String version, int segment)
            throws AnalysisException {
        for (Selection.Step step : selection.steps()) {
            if (step.info().name().equals(name)
                    && step.info().version().equals(version)
                    && step.analyzer() instanceof SegmentedAnalyzer segmented
                    && segment >= 0
                    && segment < segmented.segments(ecg)) {
                return Optional.of(
                        segmented.analyzeSegment(new AnalysisInput(ecg, step.parameters(), Map.of()), segment));
            }
        }
        return Optional.empty();
    }

    private static Analysis skipped(Selection.Step step, long nanos, String reason) {
        return new Analysis(
                step.info().name(),
                step.info().version(),
                step.parameters(),
                nanos,
                Optional.empty(),
                Optional.of(reason));
    }

    private static Optional<String> missingNeed(Ecg ecg, AnalyzerInfo info) {
        if (info.needs().contains(Need.SAMPLING_RATE) && ecg.samplingRateHz().isEmpty()) {
            return Optional.of("needs the sampling rate, which this ECG does not have");
        }
        if (info.needs().contains(Need.GAIN)) {
            return ecg.leads().stream()
                    .filter(lead -> lead.calibration().isEmpty())
                    .findFirst()
                    .map(lead -> "needs the gain of every lead, which lead " + lead.name() + " does not have");
        }
        return Optional.empty();
    }

    private static Selection.Step step(Registered registered, Map<String, Object> chosenParameters) {
        boolean reported = chosenParameters != null;
        Map<String, Object> parameters = reported ? chosenParameters : ChoiceCheck.defaults(registered.info());
        return new Selection.Step(registered.analyzer(), registered.info(), parameters, reported);
    }

    private void addWithEarlier(String name, Set<String> needed) {
        if (byName.containsKey(name) && needed.add(name)) {
            byName.get(name).info().after().forEach(earlier -> addWithEarlier(earlier, needed));
        }
    }

    private List<Registered> sorted(Collection<Registered> registered) {
        List<Registered> sorted = new ArrayList<>();
        Set<String> done = new HashSet<>();
        registered.forEach(each -> visit(each, done, new ArrayList<>(), sorted));
        return List.copyOf(sorted);
    }

    private void visit(Registered registered, Set<String> done, List<String> path, List<Registered> sorted) {
        String name = registered.info().name();
        if (done.contains(name)) {
            return;
        }
        if (path.contains(name)) {
            path.add(name);
            throw new IllegalArgumentException("analyzers wait for each other: "
                    + String.join(" after ", path.subList(path.indexOf(name), path.size())));
        }
        path.add(name);
        for (String earlier : registered.info().after()) {
            // An analyzer of another jar may be absent; whoever reads its result has to do without.
            if (byName.containsKey(earlier)) {
                visit(byName.get(earlier), done, path, sorted);
            }
        }
        path.remove(path.size() - 1);
        done.add(name);
        sorted.add(registered);
    }

    record Registered(Analyzer analyzer, AnalyzerInfo info) {}
}
