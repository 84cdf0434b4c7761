package io.ecganalyzer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What came of many submissions, a line each. */
final class SubmissionSummary {
    private final TextTable table = new TextTable("file", "status", "leads", "samples", "ms", "ECG");
    private final List<String> notes = new ArrayList<>();
    private int analyzed;
    private int failures;
    private long samples;

    void add(Path input, SubmitOne.Outcome outcome) {
        JsonNode report = outcome.report();
        long ofThis = 0;
        for (JsonNode lead : report.path("leads")) {
            ofThis += lead.path("number_of_samples").asLong();
        }
        samples += ofThis;
        table.row(
                input,
                report.path("status").asText(),
                report.path("leads").size(),
                Numbers.count(ofThis),
                outcome.nanos() / 1_000_000,
                report.path("id").asText());
        outcome.warnings().forEach(w -> notes.add(input + ": odd: " + w));
        if (outcome.isDone()) {
            analyzed++;
        } else {
            failures++;
            notes.add(input + ": " + report.path("failure").path("message").asText("the analysis failed"));
        }
    }

    void add(Path input, String error) {
        failures++;
        table.row(input, "error", "-", "-", "-", "-");
        notes.add(input + ": " + error);
    }

    int failures() {
        return failures;
    }

    void print(PrintWriter out, long nanos) {
        table.print(out, "", Math.max(140, Progress.columns()));
        notes.forEach(out::println);
        out.println(Numbers.count(analyzed) + " analyzed, " + Numbers.count(failures) + " not; "
                + Numbers.count(samples) + " samples in " + Numbers.seconds(nanos) + ".");
        out.flush();
    }
}
