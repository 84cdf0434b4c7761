package io.ecganalyzer.api;

import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.Parameter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** The list of analyzers, which stays the same as long as the process runs. */
final class AnalyzerOperations implements Operations {
    private final String list;

    AnalyzerOperations(AnalyzerRegistry analyzers) {
        JsonArray entries = new JsonArray();
        analyzers.infos().forEach(info -> entries.add(entry(info)));
        list = new JsonObject().put("analyzers", entries).encode();
    }

    @Override
    public void mount(Mounting mounting) {
        mounting.on("listAnalyzers", context -> EntityTag.answer(context, list));
    }

    private static JsonObject entry(AnalyzerInfo info) {
        JsonArray needs = new JsonArray();
        info.needs().stream()
                .map(need -> need.name().toLowerCase(Locale.ROOT))
                .sorted()
                .forEach(needs::add);
        JsonArray parameters = new JsonArray();
        info.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        return new JsonObject()
                .put("name", info.name())
                .put("version", info.version())
                .put("title", info.title())
                .put("description", info.description())
                .put("needs", needs)
                .put("after", new JsonArray(info.after()))
                .put("parameters", parameters)
                .put("result", ResultFields.of(info.resultType()));
    }

    private static JsonObject parameter(Parameter parameter) {
        JsonObject json = new JsonObject()
                .put("name", parameter.name())
                .put("description", parameter.description())
                .put("type", parameter.type())
                .put("default", parameter.defaultValue())
                .put("allowed", new JsonArray(parameter.allowed()));
        parameter.range().ifPresent(range -> json.put("minimum", range.min()).put("maximum", range.max()));
        return json;
    }
}
