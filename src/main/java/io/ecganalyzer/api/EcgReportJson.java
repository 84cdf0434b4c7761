package io.ecganalyzer.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.StoredAnalysis;
import io.ecganalyzer.store.StoredReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports as the contract has them. Stored results are JSON already and go in as they are. */
final class EcgReportJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final double NANOS_PER_MILLI = 1e6;
    /** Whose counts stand at the top, where older clients look for them; the first that has any. */
    private static final List<String> COUNTERS = List.of("zero_crossings", "zero_crossings_fast");

    private EcgReportJson() {}

    static String of(StoredReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            write(report, out);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored result is no JSON", e);
        }
        return text.toString();
    }

    /** For people to read. */
    static String messageOf(EcgStatus status) {
        return switch (status) {
            case QUEUED -> "The ECG waits for its analysis.";
            case RUNNING -> "The ECG is being analyzed.";
            case DONE -> "The ECG is analyzed.";
            case FAILED -> "The analysis failed.";
        };
    }

    private static void write(StoredReport report, JsonGenerator out) throws IOException {
        Optional<ZeroCrossingCounts> crossings = crossings(report);
        out.writeStartObject();
        out.writeStringField("id", report.id().toString());
        out.writeStringField("status", report.status().wireName());
        out.writeStringField("message", messageOf(report.status()));
        if (crossings.isPresent()) {
            out.writeNumberField("zero_crosses_count", crossings.get().total());
        }
        writeLeads(report.leads(), crossings, out);
        out.writeObjectFieldStart("analyses");
        for (StoredAnalysis analysis : report.analyses()) {
            writeAnalysis(analysis, out);
        }
        out.writeEndObject();
        if (report.failure().isPresent()) {
            out.writeObjectFieldStart("failure");
            out.writeStringField("code", report.failure().get().code());
            out.writeStringField("message", report.failure().get().message());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void writeLeads(
            List<StoredReport.LeadEntry> leads, Optional<ZeroCrossingCounts> crossings, JsonGenerator out)
            throws IOException {
        out.writeArrayFieldStart("leads");
        for (int i = 0; i < leads.size(); i++) {
            out.writeStartObject();
            out.writeStringField("name", leads.get(i).name());
            out.writeNumberField("number_of_samples", leads.get(i).numberOfSamples());
            if (crossings.isPresent()) {
                out.writeNumberField(
                        "zero_crosses_count", crossings.get().byLead().get(i));
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeAnalysis(StoredAnalysis analysis, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(analysis.analyzer());
        out.writeStringField("analyzer", analysis.analyzer());
        out.writeStringField("version", analysis.version());
        out.writeFieldName("parameters");
        out.writeRawValue(analysis.parametersJson());
        out.writeNumberField("duration_ms", analysis.durationNanos() / NANOS_PER_MILLI);
        if (analysis.resultJson().isPresent()) {
            out.writeFieldName("result");
            out.writeRawValue(analysis.resultJson().get());
        }
        if (analysis.skipped().isPresent()) {
            out.writeStringField("skipped", analysis.skipped().get());
        }
        out.writeEndObject();
    }

    private static Optional<ZeroCrossingCounts> crossings(StoredReport report) {
        return COUNTERS.stream()
                .flatMap(name -> report.analyses().stream()
                        .filter(analysis -> analysis.analyzer().equals(name)))
                .flatMap(analysis -> analysis.resultJson().stream())
                .flatMap(json -> Stream.of(ZeroCrossingCounts.of(json)))
                .filter(counts -> counts.byLead().size() == report.leads().size())
                .findFirst();
    }
}
