package io.ecganalyzer.api;

import io.ecganalyzer.analysis.AnalyzerChoice;
import io.ecganalyzer.ecg.Lead;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * An ECG as a client sent it, found right.
 *
 * @param id the client's choice
 * @param analyzers the client's choice; empty for all
 */
record Submission(
        Optional<UUID> id,
        Optional<OffsetDateTime> date,
        OptionalDouble samplingRateHz,
        List<AnalyzerChoice> analyzers,
        List<Lead> leads) {
    Submission {
        analyzers = List.copyOf(analyzers);
        leads = List.copyOf(leads);
    }

    /** Of all but the id. The moment counts, not its zone; analyzers in any order are the same choice. */
    byte[] contentHash() {
        ContentHash hash = new ContentHash().flag(date.isPresent());
        date.ifPresent(moment -> hash.number(moment.toEpochSecond()).number((long) moment.getNano()));
        hash.flag(samplingRateHz.isPresent());
        samplingRateHz.ifPresent(hash::number);
        hash.text(json(analyzers.stream()
                        .sorted(Comparator.comparing(AnalyzerChoice::name))
                        .toList())
                .encode());
        hash.number(leads.size());
        for (Lead lead : leads) {
            hash.text(lead.name()).flag(lead.calibration().isPresent());
            lead.calibration().ifPresent(scale -> hash.number(scale.gain()).number(scale.baseline()));
            hash.samples(lead);
        }
        return hash.digest();
    }

    /** The client's choice for the job, as {@code [{"name": ..., "parameters": {...}}]}; empty for all analyzers. */
    Optional<String> analyzersJson() {
        return analyzers.isEmpty()
                ? Optional.empty()
                : Optional.of(json(analyzers).encode());
    }

    private static JsonArray json(List<AnalyzerChoice> choices) {
        JsonArray json = new JsonArray();
        choices.forEach(choice -> json.add(
                new JsonObject().put("name", choice.name()).put("parameters", new JsonObject(choice.parameters()))));
        return json;
    }
}
