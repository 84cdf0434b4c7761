package io.ecganalyzer.api;

import io.ecganalyzer.store.NodeEntry;
import io.ecganalyzer.store.NodeStore;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;

/** What administrators see of the nodes. */
final class NodeOperations implements Operations {
    /** Five of a node's turns. */
    private static final Duration SILENT_AFTER = Duration.ofSeconds(10);

    /** As the contract says. */
    private static final int MOST = 1_000;

    private final NodeStore nodes;

    NodeOperations(NodeStore nodes) {
        this.nodes = nodes;
    }

    @Override
    public void mount(Mounting mounting) {
        mounting.on("listNodes", this::list);
    }

    private void list(RoutingContext context) {
        StoreAnswers.inTime(nodes.list(SILENT_AFTER, MOST))
                .onSuccess(found -> answer(context, found))
                .onFailure(context::fail);
    }

    private static void answer(RoutingContext context, List<NodeEntry.Seen> found) {
        JsonArray items = new JsonArray();
        found.forEach(seen -> items.add(toJson(seen)));
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject().put("nodes", items).toBuffer());
    }

    private static JsonObject toJson(NodeEntry.Seen seen) {
        NodeEntry node = seen.node();
        JsonObject json = new JsonObject()
                .put("id", node.id().toString())
                .put("name", node.name())
                .put("version", node.version())
                .put("roles", new JsonArray(node.roles()))
                .put("api_instances", node.apiInstances())
                .put("analyzer_instances", node.analyzerInstances())
                .put("jobs_in_hand", node.jobsInHand())
                .put("status", seen.silent() ? "silent" : "up")
                .put("started_at", seen.startedAt().toInstant().toString())
                .put("seen_at", seen.seenAt().toInstant().toString());
        return node.cpuLoad() < 0 ? json : json.put("cpu_load", node.cpuLoad());
    }
}
