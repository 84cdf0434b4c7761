package io.ecganalyzer.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ecganalyzer.ecg.EcgStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Reports as the contract has them, and as the cache keeps them: made once, by the worker that ends the job, or by who reads the
 * database. Stored results are JSON already and go in as they are.
 */
public final class ReportJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final double NANOS_PER_MILLI = 1e6;
    /** Whose counts stand at the top, where older clients look for them; the first that has any. */
    private static final List<String> COUNTERS = List.of("zero_crossings", "zero_crossings_fast");

    private static final Comparator<StoredAnalysis> AS_STORED =
            Comparator.comparing(StoredAnalysis::analyzer).thenComparing(StoredAnalysis::version);

    private record Content(
            UUID id,
            EcgStatus status,
            List<StoredReport.LeadEntry> leads,
            List<StoredAnalysis> analyses,
            Optional<StoredReport.Failure> failure) {}

    private ReportJson() {}

    /** The report of an ECG in whatever state. */
    public static String of(StoredReport report) {
        return text(new Content(report.id(), report.status(), report.leads(), report.analyses(), report.failure()));
    }

    /** The report of a job that has just been done, the same as {@link #of} makes of what is stored then. */
    public static String ofDone(ClaimedJob job, List<StoredAnalysis> analyses) {
        List<StoredReport.LeadEntry> leads = job.leads().stream()
                .map(lead -> new StoredReport.LeadEntry(lead.name(), lead.numberOfSamples()))
                .toList();
        List<StoredAnalysis> inOrder = analyses.stream().sorted(AS_STORED).toList();
        return text(new Content(job.ecgId(), EcgStatus.DONE, leads, inOrder, Optional.empty()));
    }

    private static String text(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            write(content, out);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored result is no JSON", e);
        }
        return text.toString();
    }

    /** For people to read. */
    public static String messageOf(EcgStatus status) {
        return switch (status) {
            case QUEUED -> "The ECG waits for its analysis.";
            case RUNNING -> "The ECG is being analyzed.";
            case DONE -> "The ECG is analyzed.";
            case FAILED -> "The analysis failed.";
        };
    }

    private static void write(Content report, JsonGenerator out) throws IOException {
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

    private static Optional<ZeroCrossingCounts> crossings(Content report) {
        return COUNTERS.stream()
                .flatMap(name -> report.analyses().stream()
                        .filter(analysis -> analysis.analyzer().equals(name)))
                .flatMap(analysis -> analysis.resultJson().stream())
                .flatMap(json -> Stream.of(ZeroCrossingCounts.of(json)))
                .filter(counts -> counts.byLead().size() == report.leads().size())
                .findFirst();
    }
}
