package io.ecganalyzer.node;

import io.ecganalyzer.api.SecurityHeaders;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The operators' port: whether the node lives, whether it can serve, and its metrics. The contract describes it too. */
final class ManagementServer {
    private static final int IDLE_SECONDS = 60;

    private final Vertx vertx;
    private final Health health;
    private final PrometheusMeterRegistry meters;

    ManagementServer(Vertx vertx, Health health, PrometheusMeterRegistry meters) {
        this.vertx = vertx;
        this.health = health;
        this.meters = meters;
    }

    Future<HttpServer> listen(String host, int port) {
        return vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(IDLE_SECONDS))
                .requestHandler(this::answer)
                .listen(port, host);
    }

    private void answer(HttpServerRequest request) {
        SecurityHeaders.putInto(request);
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response()
                    .setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "GET, HEAD")
                    .end();
            return;
        }
        switch (request.path()) {
            case "/health/live" -> json(request, 200, Health.body("up", new JsonArray()));
            case "/health/ready" ->
                health.look().onSuccess(report -> json(request, report.ready() ? 200 : 503, report.body()));
            case "/metrics" -> metrics(request);
            default -> request.response().setStatusCode(404).end();
        }
    }

    /** Text is made on a worker: with many meters it takes some milliseconds. */
    private void metrics(HttpServerRequest request) {
        vertx.executeBlocking(meters::scrape, false)
                .onSuccess(text -> end(request, 200, "text/plain; version=0.0.4; charset=utf-8", text))
                .onFailure(failure -> request.response().setStatusCode(500).end());
    }

    private static void json(HttpServerRequest request, int status, JsonObject body) {
        end(request, status, "application/json", body.encode());
    }

    private static void end(HttpServerRequest request, int status, String contentType, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .end(body);
    }
}
