package io.ecganalyzer.analysis;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Analyzers that were chosen and found valid, in the order in which they run. Made by {@link AnalyzerRegistry#select}. */
public final class Selection {
    private final List<Step> steps;

    Selection(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    List<Step> steps() {
        return steps;
    }

    /** What will be reported, in the order of running, each with a value for every parameter. */
    public List<AnalyzerChoice> choices() {
        return steps.stream()
                .filter(Step::reported)
                .map(step -> new AnalyzerChoice(step.info().name(), step.parameters()))
                .toList();
    }

    /** All that run, also those that are not reported. */
    public Set<String> names() {
        return steps.stream().map(step -> step.info().name()).collect(Collectors.toUnmodifiableSet());
    }

    /** One run; one that is not reported only serves those after it. */
    record Step(Analyzer analyzer, AnalyzerInfo info, Map<String, Object> parameters, boolean reported) {}
}
