package io.ecganalyzer.api;

import io.ecganalyzer.analysis.AnalyzerChoice;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.InvalidChoiceException;
import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.format.ParsedJson;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** Makes an ECG of a body that the contract found right, and finds what the contract cannot say. */
final class SubmissionReader {
    private final AnalyzerRegistry analyzers;
    private final int maxLeads;
    private final Clock clock;

    SubmissionReader(AnalyzerRegistry analyzers, int maxLeads, Clock clock) {
        this.analyzers = analyzers;
        this.maxLeads = maxLeads;
        this.clock = clock;
    }

    /** @throws ProblemException with every fault of the body */
    Submission read(JsonBodies.ReadBody body) {
        BodyFaults faults = new BodyFaults();
        faults.addAll(body);
        // What a parser left out would make other faults that are none.
        faults.throwIfAny();
        Map<?, ?> root = (Map<?, ?>) body.json().root();
        Submission submission = new Submission(
                Optional.ofNullable((String) root.get("id")).map(UUID::fromString),
                date(root, faults),
                number(root, "sampling_rate"),
                choices(root, faults),
                leads(root, faults));
        faults.throwIfAny();
        return submission;
    }

    private Optional<OffsetDateTime> date(Map<?, ?> root, BodyFaults faults) {
        String text = (String) root.get("date");
        if (text == null) {
            return Optional.empty();
        }
        try {
            OffsetDateTime date = RecordingDate.parse(text);
            RecordingDate.faultOf(date, clock).ifPresent(fault -> faults.add("/date", fault));
            return Optional.of(date);
        } catch (DateTimeException noDate) {
            faults.add("/date", noDate.getMessage());
            return Optional.empty();
        }
    }

    private List<AnalyzerChoice> choices(Map<?, ?> root, BodyFaults faults) {
        List<AnalyzerChoice> choices = new ArrayList<>();
        for (Object choice : list(root, "analyzers")) {
            choices.add(choice((Map<?, ?>) choice));
        }
        try {
            analyzers.select(choices);
        } catch (InvalidChoiceException invalid) {
            invalid.faults()
                    .forEach(fault -> faults.add("/analyzers/" + fault.choiceIndex() + fault.path(), fault.detail()));
        }
        return choices;
    }

    private static AnalyzerChoice choice(Map<?, ?> choice) {
        Map<String, Object> parameters = new HashMap<>();
        if (choice.get("parameters") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> parameters.put((String) name, value));
        }
        return new AnalyzerChoice((String) choice.get("name"), parameters);
    }

    private List<Lead> leads(Map<?, ?> root, BodyFaults faults) {
        List<?> given = list(root, "leads");
        if (given.size() > maxLeads) {
            faults.add("/leads", "has " + given.size() + " leads, but at most " + maxLeads + " are taken");
        }
        List<Lead> leads = new ArrayList<>();
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            Map<?, ?> lead = (Map<?, ?>) given.get(i);
            leads.add(lead(root, lead, "/leads/" + i, faults));
            Integer twin = indexes.putIfAbsent((String) lead.get("name"), i);
            if (twin != null) {
                faults.add("/leads/" + i + "/name", "is the name of lead " + twin + " as well");
            }
        }
        return leads;
    }

    private static Lead lead(Map<?, ?> root, Map<?, ?> lead, String pointer, BodyFaults faults) {
        Lead read = ParsedJson.lead((String) lead.get("name"), lead.get("signal"), calibration(root, lead));
        OptionalDouble announced = number(lead, "number_of_samples");
        if (announced.isPresent() && announced.getAsDouble() != read.length()) {
            faults.add(
                    pointer + "/number_of_samples",
                    "is " + (long) announced.getAsDouble() + ", but the signal has " + read.length() + " samples");
        }
        return read;
    }

    /** Without a gain a baseline says nothing. */
    private static Optional<Calibration> calibration(Map<?, ?> root, Map<?, ?> lead) {
        OptionalDouble gain = either(lead, root, "gain");
        int baseline = (int) either(lead, root, "baseline").orElse(0);
        return gain.isPresent() ? Optional.of(new Calibration(gain.getAsDouble(), baseline)) : Optional.empty();
    }

    private static OptionalDouble either(Map<?, ?> first, Map<?, ?> second, String name) {
        return first.containsKey(name) ? number(first, name) : number(second, name);
    }

    private static OptionalDouble number(Map<?, ?> object, String name) {
        Number number = (Number) object.get(name);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.doubleValue());
    }

    private static List<?> list(Map<?, ?> object, String name) {
        return object.get(name) instanceof List<?> list ? list : List.of();
    }
}
