package io.ecganalyzer.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What all scenarios measured, by their names: target/fault-report.json. */
final class FaultReport {
    private static final Path FILE = Path.of("target", "fault-report.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private FaultReport() {}

    /** Adds a scenario, or writes over what it measured the last time. */
    static void add(Outcome outcome) {
        ObjectNode entry = JSON.createObjectNode()
                .put("short", Form.isShort())
                .put("submitted", outcome.submitted())
                .put("accepted", outcome.accepted())
                .put("analysed", outcome.analysed())
                .put("failed", outcome.failed())
                .put("lost", outcome.lost())
                .put("more_than_once", outcome.moreThanOnce())
                .put("longest_s", outcome.longest().toMillis() / 1e3);
        entry.set("errors", JSON.valueToTree(outcome.errors()));
        outcome.figures().forEach((name, value) -> entry.set(name, JSON.valueToTree(value)));
        write(outcome.scenario(), entry);
    }

    /** Adds the figures of a scenario that is about something else than a stream of ECGs, and prints them. */
    static void add(String scenario, Map<String, Object> figures) {
        System.out.println("FAULT " + scenario + "  " + figures);
        ObjectNode entry = JSON.createObjectNode().put("short", Form.isShort());
        figures.forEach((name, value) -> entry.set(name, JSON.valueToTree(value)));
        write(scenario, entry);
    }

    private static void write(String scenario, ObjectNode entry) {
        try {
            ObjectNode all = Files.exists(FILE) ? (ObjectNode) JSON.readTree(FILE.toFile()) : JSON.createObjectNode();
            all.set(scenario, entry);
            Files.createDirectories(FILE.getParent());
            JSON.writerWithDefaultPrettyPrinter().writeValue(FILE.toFile(), all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
