package io.ecganalyzer.worker;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Map;

/**
 * Results as the contract has them: every component of a record under its name in snake_case, what is not known as null.
 * Numbers are finite: a NaN is an analyzer's defect and is refused, because JSON has no word for it.
 */
public final class ResultJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule()
                    .addSerializer(double.class, new FiniteNumber())
                    .addSerializer(Double.class, new FiniteNumber()))
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer();

    private ResultJson() {}

    /**
     * One analyzer's result.
     *
     * @throws IllegalArgumentException if it cannot be written, with where and why
     */
    public static String of(Record result) {
        return write(result);
    }

    /** The parameters that an analyzer ran with. */
    public static String of(Map<String, Object> parameters) {
        return write(parameters);
    }

    private static String write(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException defect) {
            throw new IllegalArgumentException(defect.getOriginalMessage(), defect);
        }
    }

    private static final class FiniteNumber extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider serializers) throws IOException {
            if (!Double.isFinite(value)) {
                serializers.reportMappingProblem("a result holds %s, but JSON has finite numbers only", value);
            }
            json.writeNumber(value);
        }
    }
}
