package io.ecganalyzer.analysis;

import io.ecganalyzer.analysis.InvalidChoiceException.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks a client's choice of analyzers against what there is, and gathers everything that is wrong with it. */
final class ChoiceCheck {
    /** A client's text longer than this is not repeated whole in an answer. */
    private static final int LONGEST_ECHO = 64;

    private final Map<String, AnalyzerRegistry.Registered> byName;
    private final List<Fault> faults = new ArrayList<>();

    ChoiceCheck(Map<String, AnalyzerRegistry.Registered> byName) {
        this.byName = byName;
    }

    /** The complete parameters of each chosen analyzer, by its name. */
    Map<String, Map<String, Object>> check(List<AnalyzerChoice> choices) throws InvalidChoiceException {
        Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();
        for (int i = 0; i < choices.size(); i++) {
            AnalyzerChoice choice = choices.get(i);
            AnalyzerRegistry.Registered registered = byName.get(choice.name());
            if (registered == null) {
                faults.add(new Fault(
                        i,
                        "/name",
                        "there is no analyzer " + quoted(choice.name()) + "; there are "
                                + String.join(", ", byName.keySet())));
            } else if (parameters.put(choice.name(), complete(i, choice, registered.info())) != null) {
                faults.add(new Fault(i, "/name", "analyzer " + quoted(choice.name()) + " is chosen more than once"));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidChoiceException(faults);
        }
        return parameters;
    }

    /** The default of every parameter. */
    static Map<String, Object> defaults(AnalyzerInfo info) {
        Map<String, Object> values = new TreeMap<>();
        info.parameters().forEach(parameter -> values.put(parameter.name(), parameter.defaultValue()));
        return values;
    }

    private Map<String, Object> complete(int index, AnalyzerChoice choice, AnalyzerInfo info) {
        Map<String, Object> values = defaults(info);
        choice.parameters().forEach((name, value) -> {
            String path = "/parameters/" + name.replace("~", "~0").replace("/", "~1");
            Optional<Parameter> parameter = info.parameters().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst();
            if (parameter.isEmpty()) {
                faults.add(new Fault(index, path, unknownParameter(info)));
                return;
            }
            try {
                values.put(name, parameter.get().accept(value));
            } catch (IllegalArgumentException refused) {
                faults.add(new Fault(index, path, refused.getMessage()));
            }
        });
        return values;
    }

    private static String unknownParameter(AnalyzerInfo info) {
        String known = String.join(
                ", ", info.parameters().stream().map(Parameter::name).toList());
        return "is no parameter of analyzer " + quoted(info.name()) + (known.isEmpty() ? "" : "; it has " + known);
    }

    private static String quoted(String text) {
        return '"' + (text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…") + '"';
    }
}
