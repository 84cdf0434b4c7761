package io.ecganalyzer.cli;

import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.Measured;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The units of the fields of results, for the analyzers that this program has; a service may have others. */
final class ResultUnits {
    private final Map<String, String> units = new HashMap<>();

    ResultUnits(List<AnalyzerInfo> infos) {
        infos.forEach(info -> collect(info.name(), info.resultType()));
    }

    /** The unit of a field, such as {@code signal_summary.leads.mean_mv}; empty where it has none or is not known. */
    String of(String path) {
        return units.getOrDefault(path, "");
    }

    private void collect(String path, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String below = path + "." + snakeCase(component.getName());
            Measured measured = component.getAnnotation(Measured.class);
            if (measured != null && !measured.unit().isEmpty()) {
                units.put(below, measured.unit());
            }
            Class<?> value = value(component.getGenericType());
            if (value.isRecord()) {
                collect(below, value);
            }
        }
    }

    /** What a list or an Optional holds, else the type itself. */
    private static Class<?> value(Type type) {
        if (type instanceof ParameterizedType holder && holder.getActualTypeArguments().length == 1) {
            return value(holder.getActualTypeArguments()[0]);
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
