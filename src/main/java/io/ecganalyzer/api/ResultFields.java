package io.ecganalyzer.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.ecganalyzer.analysis.Measured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What an analyzer's result holds, read from its record and the {@link Measured} on its components. */
final class ResultFields {
    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();
    /** A record that holds itself would have no end. */
    private static final int MAX_DEPTH = 8;

    private ResultFields() {}

    static JsonArray of(Class<?> resultType) {
        return fields(resultType, MAX_DEPTH);
    }

    private static JsonArray fields(Class<?> recordType, int depth) {
        JsonArray fields = new JsonArray();
        for (RecordComponent component : recordType.getRecordComponents()) {
            fields.add(field(component, depth));
        }
        return fields;
    }

    private static JsonObject field(RecordComponent component, int depth) {
        Type type = component.getGenericType();
        boolean repeated = isRepeated(type);
        Class<?> element = classOf(repeated ? elementOf(type) : type);
        Measured measured = component.getAnnotation(Measured.class);
        JsonObject field = new JsonObject()
                .put("name", SNAKE_CASE.translate(component.getName()))
                .put("type", typeOf(element))
                .put("repeated", repeated)
                .put("description", measured == null ? "" : measured.value());
        if (measured != null && !measured.unit().isEmpty()) {
            field.put("unit", measured.unit());
        }
        if (element.isRecord() && depth > 1) {
            field.put("fields", fields(element, depth - 1));
        }
        return field;
    }

    private static boolean isRepeated(Type type) {
        Class<?> raw = rawOf(type);
        return raw.isArray() || Collection.class.isAssignableFrom(raw);
    }

    private static Type elementOf(Type type) {
        return rawOf(type).isArray() ? rawOf(type).getComponentType() : argumentOf(type);
    }

    /** The class of a single value, also of one that may be missing. */
    private static Class<?> classOf(Type type) {
        return rawOf(type) == Optional.class ? rawOf(argumentOf(type)) : rawOf(type);
    }

    private static Type argumentOf(Type type) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
    }

    private static Class<?> rawOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        return type instanceof Class<?> raw ? raw : Object.class;
    }

    private static String typeOf(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
            return "number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "integer";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "object" : "string";
    }
}
