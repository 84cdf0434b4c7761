package io.ecganalyzer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecganalyzer.format.SubmissionJson;
import io.ecganalyzer.format.WfdbRecord;
import io.ecganalyzer.format.WfdbRecordReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Submits one ECG and waits for its report. */
final class SubmitOne {
    // Below the service's limit of 60 s, and short enough to show that something happens.
    private static final int WAIT_SECONDS = 5;

    private final Service service;
    private final Credentials user;
    private final Duration patience;

    SubmitOne(Service service, Credentials user, Duration patience) {
        this.service = service;
        this.user = user;
        this.patience = patience;
    }

    /**
     * What came of it.
     *
     * @param report as the service gave it
     * @param nanos from the submission to the report
     * @param warnings what is odd about the file
     */
    record Outcome(JsonNode report, long nanos, List<String> warnings) {
        boolean isDone() {
            return report.path("status").asText().equals("done");
        }
    }

    /** Submits a WFDB record or a JSON file. */
    Outcome submit(Path input, Consumer<String> progress) throws IOException, InterruptedException {
        if (Inputs.isJson(input)) {
            return submit(BodyPublishers.ofFile(input), List.of(), progress);
        }
        WfdbRecord record = WfdbRecordReader.read(input);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        SubmissionJson.write(body, record.toEcg(), Optional.of(UUID.randomUUID()));
        return submit(BodyPublishers.ofByteArray(body.toByteArray()), record.warnings(), progress);
    }

    /** Submits a body. */
    Outcome submit(BodyPublisher body, List<String> warnings, Consumer<String> progress)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        progress.accept("sending");
        String id = service.submit(user, body).path("id").asText();
        JsonNode report;
        String status = "queued";
        do {
            progress.accept(status);
            report = service.report(user, id, WAIT_SECONDS);
            status = report.path("status").asText();
        } while (!isFinal(status) && System.nanoTime() - begun < patience.toNanos());
        if (!isFinal(status)) {
            throw new ServiceException(
                    200,
                    "The analysis of ECG " + id + " is not finished after " + patience.toSeconds() + " s (" + status
                            + "). It goes on; its report will be at " + service.at("/v1/ecg/" + id) + ".");
        }
        return new Outcome(report, System.nanoTime() - begun, warnings);
    }

    private static boolean isFinal(String status) {
        return status.equals("done") || status.equals("failed");
    }
}
