package io.ecganalyzer.analysis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInAnalyzersTest {
    @Test
    void theyAreFoundOnTheClassPath() {
        List<String> names = analyzers().map(AnalyzerInfo::name).toList();
        assertTrue(
                names.containsAll(List.of("signal_summary", "zero_crossings", "zero_crossings_fast")), names::toString);
    }

    @ParameterizedTest
    @MethodSource("analyzers")
    void everyMeasureSaysWhatItIs(AnalyzerInfo info) {
        assertFalse(info.description().isBlank());
        assertTrue(info.version().matches("\\d+\\.\\d+\\.\\d+"), info.version());
        assertMeasured(info.resultType(), new HashSet<>());
    }

    static Stream<AnalyzerInfo> analyzers() {
        return AnalyzerRegistry.load().infos().stream();
    }

    private static void assertMeasured(Class<?> type, Set<Class<?>> seen) {
        // The domain's own records describe themselves in its Javadoc: that room knows no analyzers.
        if (!type.isRecord() || type.getPackageName().equals("io.ecganalyzer.ecg") || !seen.add(type)) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            Measured measured = component.getAnnotation(Measured.class);
            assertNotNull(measured, () -> type.getSimpleName() + "." + component.getName() + " is not @Measured");
            assertFalse(measured.value().isBlank());
            assertMeasured(component.getType(), seen);
            if (component.getGenericType() instanceof ParameterizedType parameterized) {
                Arrays.stream(parameterized.getActualTypeArguments())
                        .filter(Class.class::isInstance)
                        .forEach((Type argument) -> assertMeasured((Class<?>) argument, seen));
            }
        }
    }
}
