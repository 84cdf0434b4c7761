package io.ecganalyzer.node;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How the parts are on which a node depends. */
final class Health {
    /** An operator's probe gives up after a few seconds; the answer must be there before. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int LONGEST_DETAIL = 1_000;

    /** One part; without a required one the node cannot serve, without another it is only degraded. */
    private record Part(String name, boolean required, Supplier<Future<Void>> probe) {}

    /** What a look found: the answer's body, and whether the node can serve. */
    record Report(boolean ready, JsonObject body) {}

    private final List<Part> parts = new ArrayList<>();
    private volatile boolean leaving;

    /** Without this part the node is not ready. */
    Health requires(String name, Supplier<Future<Void>> probe) {
        parts.add(new Part(name, true, probe));
        return this;
    }

    /** Without this part the node works, slower. */
    Health prefers(String name, Supplier<Future<Void>> probe) {
        parts.add(new Part(name, false, probe));
        return this;
    }

    /** From now on the node is not ready, because it is about to end. */
    void leave() {
        leaving = true;
    }

    /** Looks after all parts at once. */
    Future<Report> look() {
        List<Future<JsonObject>> looks = parts.stream().map(Health::look).toList();
        return Future.join(looks).map(all -> report(looks));
    }

    static JsonObject body(String status, JsonArray checks) {
        return new JsonObject().put("status", status).put("checks", checks);
    }

    private static Future<JsonObject> look(Part part) {
        return Future.<Void>future(promise -> part.probe().get().onComplete(promise))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .map(up -> new JsonObject().put("name", part.name()).put("status", "up"))
                .otherwise(failure -> new JsonObject()
                        .put("name", part.name())
                        .put("status", "down")
                        .put("detail", detail(failure)));
    }

    private Report report(List<Future<JsonObject>> looks) {
        boolean ready = true;
        boolean degraded = false;
        JsonArray checks = new JsonArray();
        for (int i = 0; i < parts.size(); i++) {
            JsonObject check = looks.get(i).result();
            boolean down = check.getString("status").equals("down");
            ready &= !(down && parts.get(i).required());
            degraded |= down;
            checks.add(check);
        }
        if (leaving) {
            ready = false;
            checks.add(
                    new JsonObject().put("name", "node").put("status", "down").put("detail", "the node is stopping"));
        }
        String status = !ready ? "down" : degraded ? "degraded" : "up";
        return new Report(ready, body(status, checks));
    }

    private static String detail(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.length() <= LONGEST_DETAIL ? message : message.substring(0, LONGEST_DETAIL);
    }
}
