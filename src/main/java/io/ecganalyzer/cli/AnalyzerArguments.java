package io.ecganalyzer.cli;

import io.ecganalyzer.analysis.AnalyzerChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Analyzers as they are chosen on the command line: {@code zero_crossings} or {@code zero_crossings:policy=skip_zeros,other=5}. */
final class AnalyzerArguments {
    private AnalyzerArguments() {}

    static List<AnalyzerChoice> choices(List<String> arguments) {
        List<AnalyzerChoice> choices = new ArrayList<>();
        for (String argument : arguments) {
            int colon = argument.indexOf(':');
            Map<String, Object> parameters = new LinkedHashMap<>();
            if (colon >= 0) {
                for (String pair : argument.substring(colon + 1).split(",", -1)) {
                    int equals = pair.indexOf('=');
                    if (equals < 1) {
                        throw new CommandException("\"" + pair + "\" in --analyzer " + argument
                                + " does not read; write NAME:parameter=value,parameter=value.");
                    }
                    parameters.put(pair.substring(0, equals), value(pair.substring(equals + 1)));
                }
            }
            choices.add(new AnalyzerChoice(colon < 0 ? argument : argument.substring(0, colon), parameters));
        }
        return choices;
    }

    /** As the same word would be read in JSON; what is none there is a text. */
    private static Object value(String word) {
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        if (word.matches("-?\\d{1,18}")) {
            return Long.valueOf(word);
        }
        return word.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,3})?") ? (Object) Double.valueOf(word) : word;
    }
}
