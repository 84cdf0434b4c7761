package io.ecganalyzer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecganalyzer.analysis.Analysis;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.worker.ResultJson;
import java.io.IOException;
import java.util.List;

/** Analyses made here, in the shape of the service's report; without id, since nobody keeps it. */
final class LocalReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COUNT = "zero_crosses_count";

    private LocalReport() {}

    /** What a report tells of a lead itself. */
    record Outline(String name, int numberOfSamples) {}

    static List<Outline> outline(Ecg ecg) {
        return ecg.leads().stream()
                .map(lead -> new Outline(lead.name(), lead.length()))
                .toList();
    }

    static ObjectNode of(List<Outline> outline, List<Analysis> analyses) throws IOException {
        ObjectNode report = JSON.createObjectNode().put("status", "done");
        ArrayNode leads = JSON.createArrayNode();
        for (Outline lead : outline) {
            leads.addObject().put("name", lead.name()).put("number_of_samples", lead.numberOfSamples());
        }
        ObjectNode byName = JSON.createObjectNode();
        for (Analysis analysis : analyses) {
            byName.set(analysis.analyzer(), analysis(analysis));
        }
        JsonNode crossings = byName.path("zero_crossings").path("result");
        if (crossings.has(COUNT)) {
            report.set(COUNT, crossings.get(COUNT));
            for (int i = 0; i < leads.size(); i++) {
                ((ObjectNode) leads.get(i))
                        .set(COUNT, crossings.path("leads").path(i).path(COUNT));
            }
        }
        report.set("leads", leads);
        report.set("analyses", byName);
        return report;
    }

    private static ObjectNode analysis(Analysis analysis) throws IOException {
        ObjectNode node =
                JSON.createObjectNode().put("analyzer", analysis.analyzer()).put("version", analysis.version());
        node.set("parameters", JSON.readTree(ResultJson.of(analysis.parameters())));
        node.put("duration_ms", analysis.durationNanos() / 1e6);
        if (analysis.result().isPresent()) {
            node.set("result", JSON.readTree(ResultJson.of(analysis.result().get())));
        }
        analysis.skipped().ifPresent(reason -> node.put("skipped", reason));
        return node;
    }
}
