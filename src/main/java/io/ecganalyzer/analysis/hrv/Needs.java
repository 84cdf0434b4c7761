package io.ecganalyzer.analysis.hrv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Measures what the NN intervals suffice for, and keeps the reasons for the rest. */
final class Needs {
    private final Map<String, List<String>> missing = new LinkedHashMap<>();

    /**
     * The measure, or null where it is not there; what is not finite, such as a ratio to 0, is not there either.
     *
     * @param name as it stands in the result
     * @param met whether the need is met
     * @param reason what it needs
     */
    Double measure(String name, boolean met, String reason, DoubleSupplier measure) {
        double value = met ? measure.getAsDouble() : Double.NaN;
        if (met && Double.isFinite(value)) {
            return value;
        }
        missing.computeIfAbsent(met ? "the NN intervals do not vary, or not enough" : reason, key -> new ArrayList<>())
                .add(name);
        return null;
    }

    List<Hrv.NotMeasured> missing() {
        return missing.entrySet().stream()
                .map(entry -> new Hrv.NotMeasured(entry.getValue(), entry.getKey()))
                .toList();
    }
}
