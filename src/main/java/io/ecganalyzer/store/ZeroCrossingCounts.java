package io.ecganalyzer.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What stands at the top of a report, taken from a stored result of zero crossings.
 *
 * @param byLead in the order of submission
 */
record ZeroCrossingCounts(long total, List<Long> byLead) {
    private static final String COUNT = "zero_crosses_count";

    ZeroCrossingCounts {
        byLead = List.copyOf(byLead);
    }

    /** A tree is made of this one: it has two numbers a lead. */
    static ZeroCrossingCounts of(String resultJson) {
        JsonObject result = new JsonObject(resultJson);
        JsonArray leads = result.getJsonArray("leads");
        return new ZeroCrossingCounts(
                result.getLong(COUNT),
                IntStream.range(0, leads.size())
                        .mapToObj(i -> leads.getJsonObject(i).getLong(COUNT))
                        .toList());
    }
}
