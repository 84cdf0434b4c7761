package io.ecganalyzer.worker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Results as JSON, the same for the service and for the command line: a record becomes an object with its components in their
 * order and in snake_case, an enum its name in lower case, a null null; an empty optional is left out.
 *
 * <p>Written by hand, and not by a general mapper, to be strict: a number that is not finite or a type that a contract cannot
 * describe is a defect of its analyzer and must not become a text that nobody expects.
 */
public final class ResultJson {
    /** Java 17 itself takes several times as long for a number with a fraction. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
        }
    };

    private ResultJson() {}

    /**
     * A result as JSON text.
     *
     * @throws IllegalArgumentException where it holds something that JSON or a contract cannot say
     */
    public static String of(Record result) {
        return text(result);
    }

    /** The parameters of an analysis as JSON text, by name. */
    public static String of(Map<String, Object> parameters) {
        return text(parameters);
    }

    private static String text(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number number) {
            writeNumber(json, number);
        } else if (value instanceof Enum<?> constant) {
            json.writeString(constant.name().toLowerCase(Locale.ROOT));
        } else if (value instanceof Record record) {
            writeRecord(json, record);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            writeMap(json, map);
        } else {
            writeArray(json, value);
        }
    }

    private static void writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            double real = number.doubleValue();
            if (Double.isNaN(real) || Double.isInfinite(real)) {
                throw new IllegalArgumentException("a result may not hold " + real);
            }
            json.writeNumber(real);
        } else if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else {
            throw unspeakable(number);
        }
    }

    private static void writeRecord(JsonGenerator json, Record record) throws IOException {
        json.writeStartObject();
        for (Component component : COMPONENTS.get(record.getClass())) {
            writeField(json, component.wireName, component.of(record));
        }
        json.writeEndObject();
    }

    private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            writeField(json, String.valueOf(entry.getKey()), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeField(JsonGenerator json, String name, Object value) throws IOException {
        Object present = value;
        if (value instanceof Optional<?> optional) {
            present = optional.orElse(null);
        } else if (value instanceof OptionalDouble optional) {
            present = optional.isPresent() ? (Object) optional.getAsDouble() : null;
        } else if (value instanceof OptionalInt optional) {
            present = optional.isPresent() ? (Object) optional.getAsInt() : null;
        } else if (value instanceof OptionalLong optional) {
            present = optional.isPresent() ? (Object) optional.getAsLong() : null;
        }
        if (present != null || present == value) {
            json.writeFieldName(name);
            write(json, present);
        }
    }

    private static void writeArray(JsonGenerator json, Object array) throws IOException {
        if (array instanceof int[] numbers) {
            json.writeArray(numbers, 0, numbers.length);
        } else if (array instanceof long[] numbers) {
            json.writeArray(numbers, 0, numbers.length);
        } else if (array instanceof double[] numbers) {
            json.writeStartArray();
            for (double number : numbers) {
                writeNumber(json, number);
            }
            json.writeEndArray();
        } else {
            throw unspeakable(array);
        }
    }

    private static IllegalArgumentException unspeakable(Object value) {
        return new IllegalArgumentException(
                "a result may not hold a " + value.getClass().getName());
    }

    private record Component(String wireName, Method accessor) {
        static Component of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // An analyzer may keep the records of its result to its package.
            return new Component(
                    PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName()), accessor);
        }

        Object of(Record record) {
            try {
                return accessor.invoke(record);
            } catch (IllegalAccessException | InvocationTargetException failure) {
                throw new IllegalArgumentException("the result's " + wireName + " cannot be read", failure);
            }
        }
    }
}
