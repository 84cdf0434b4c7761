package io.ecganalyzer.scaling;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What one ECG of 12 leads and 5,000 samples costs, as measured: scaling/measured.json says when and by which command.
 *
 * @param apiCpuMs processor time of the API's role: to take it, to store it, and to answer with its report
 * @param analyzerCpuMs of the analyzer's role, with all analyzers
 * @param databaseCpuMs of PostgreSQL
 * @param storedBytes in PostgreSQL, with indexes and results
 * @param logBytes of PostgreSQL's write-ahead log
 * @param publishedPerSecond messages that one connection publishes and has confirmed in a second
 */
record Measured(
        double apiCpuMs,
        double analyzerCpuMs,
        double databaseCpuMs,
        double storedBytes,
        double logBytes,
        double publishedPerSecond) {
    static Measured load() {
        try {
            return new ObjectMapper()
                    .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(
                            Path.of("src/test/resources/scaling/measured.json").toFile(), Measured.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
