package io.ecganalyzer.analysis.hrv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Measures what the NN intervals suffice for, and keeps the reasons for the rest. */
final class Needs {
    private final Map<String, List<String>> missing = new LinkedHashMap<>();

    /**
     * The measure, or null where it is not there; what is not finite, such as a ratio to 0, is not there either.
     *
     * @param name as it stands in the result
     * @param lacking what it needs and there is not; empty where its needs are met
     */
    Double measure(String name, Optional<String> lacking, DoubleSupplier measure) {
        double value = lacking.isEmpty() ? measure.getAsDouble() : Double.NaN;
        if (Double.isFinite(value)) {
            return value;
        }
        missing.computeIfAbsent(lacking.orElse("the NN intervals do not vary, or not enough"), key -> new ArrayList<>())
                .add(name);
        return null;
    }

    List<Hrv.NotMeasured> missing() {
        return missing.entrySet().stream()
                .map(entry -> new Hrv.NotMeasured(entry.getValue(), entry.getKey()))
                .toList();
    }
}
