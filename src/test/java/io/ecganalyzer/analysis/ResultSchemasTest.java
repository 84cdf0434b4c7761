package io.ecganalyzer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract tells the shape of every built-in result; the records are that shape, component by component. */
class ResultSchemasTest {
    private static final JsonNode CONTRACT = contract();

    @ParameterizedTest
    @MethodSource("analyzers")
    void theContractHasEveryComponentOfAResultAndNothingElse(AnalyzerInfo info) {
        JsonNode analyses = CONTRACT.at("/components/schemas/Analyses/properties");
        assertTrue(analyses.has(info.name()), () -> "the contract's Analyses lack " + info.name());
        JsonNode analysis = resolved(analyses.get(info.name()));
        assertObject(info.name(), info.resultType(), resolved(analysis.at("/properties/result")));
    }

    static Stream<AnalyzerInfo> analyzers() {
        return AnalyzerRegistry.load().infos().stream();
    }

    private static void assertObject(String where, Class<?> type, JsonNode schema) {
        Set<String> components = Arrays.stream(type.getRecordComponents())
                .map(ResultSchemasTest::wireName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> properties = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(properties::add);
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.textValue()));

        assertEquals("object", schema.path("type").textValue(), where);
        assertEquals(components, properties, where);
        assertEquals(components, required, where + ": all are there always, unknown ones as null");
        assertFalse(schema.path("additionalProperties").asBoolean(true), where + " is closed");
        for (RecordComponent component : type.getRecordComponents()) {
            String name = wireName(component);
            assertValue(where + "." + name, component.getGenericType(), schema.at("/properties/" + name));
        }
    }

    private static void assertValue(String where, Type type, JsonNode reference) {
        JsonNode schema = resolved(reference);
        if (type instanceof ParameterizedType list && List.class.equals(list.getRawType())) {
            assertEquals("array", schema.path("type").textValue(), where);
            assertTrue(schema.has("maxItems"), where + " is bounded");
            assertValue(where + "[]", unboxed(list.getActualTypeArguments()[0]), schema.path("items"));
        } else if (type instanceof Class<?> record && record.isRecord()) {
            assertObject(where, record, schema);
        } else {
            assertEquals(typesOf((Class<?>) type), types(schema), where);
            if (!types(schema).contains("boolean")) {
                boolean bounded = schema.has("enum")
                        || (types(schema).contains("string")
                                ? schema.has("maxLength")
                                : schema.has("minimum") && schema.has("maximum"));
                assertTrue(bounded, where + " is bounded");
            }
        }
    }

    /** A list holds no nulls. */
    private static Type unboxed(Type type) {
        return type instanceof Class<?> boxed
                ? MethodType.methodType(boxed).unwrap().returnType()
                : type;
    }

    private static Set<String> typesOf(Class<?> type) {
        if (type == int.class || type == long.class) {
            return Set.of("integer");
        }
        if (type == double.class) {
            return Set.of("number");
        }
        if (type == boolean.class) {
            return Set.of("boolean");
        }
        if (type == Integer.class || type == Long.class) {
            return Set.of("integer", "null");
        }
        if (type == Double.class) {
            return Set.of("number", "null");
        }
        if (type == String.class || type.isEnum()) {
            return Set.of("string");
        }
        throw new AssertionError("a result may not hold a " + type.getName());
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        Set<String> types = new TreeSet<>();
        if (type.isArray()) {
            type.forEach(each -> types.add(each.textValue()));
        } else {
            types.add(type.asText());
        }
        return types;
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? CONTRACT.at(schema.get("$ref").textValue().substring(1)) : schema;
    }

    private static String wireName(RecordComponent component) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName());
    }

    private static JsonNode contract() {
        try (InputStream yaml = ResultSchemasTest.class.getResourceAsStream("/openapi.yaml")) {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
