package io.ecganalyzer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** A problem of the service (RFC 9457) in words. */
final class ProblemText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProblemText() {}

    /** Title, detail, and a line for each fault with its pointer. */
    static String of(int status, byte[] body) {
        JsonNode problem = problem(body);
        if (!problem.path("title").isTextual()) {
            return "The service answered with status " + status + " and no word why; is it an ECG Analyzer?";
        }
        StringBuilder text = new StringBuilder(problem.path("title").asText());
        String detail = problem.path("detail").asText("");
        if (!detail.isEmpty() && !detail.equals(problem.path("title").asText())) {
            text.append(": ").append(detail);
        }
        text.append(" (").append(status).append(')');
        JsonNode faults = problem.path("errors");
        for (JsonNode fault : faults) {
            String place = fault.path("pointer").asText(fault.path("parameter").asText(""));
            text.append("\n  ").append(place).append(place.isEmpty() ? "" : ": ");
            text.append(fault.path("detail").asText(""));
        }
        int more = problem.path("error_count").asInt(0) - faults.size();
        if (more > 0) {
            text.append("\n  and ").append(Numbers.count(more)).append(" more");
        }
        return text.toString();
    }

    private static JsonNode problem(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? JSON.createObjectNode() : read;
        } catch (IOException e) {
            return JSON.createObjectNode(); // not ours, so the status has to do
        }
    }
}
