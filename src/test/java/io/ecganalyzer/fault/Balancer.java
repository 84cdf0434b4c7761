package io.ecganalyzer.fault;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What an operator puts before several nodes: it sends each request to the next node that was ready when it last looked, and never
 * tries again elsewhere, so that every failure is seen.
 */
final class Balancer implements AutoCloseable {
    private static final long LOOK_MILLIS = 250;

    private final HttpServer server;
    private final HttpClient client;
    private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private volatile List<URI> ready = List.of();

    Balancer(Vertx vertx) {
        client = vertx.createHttpClient();
        server = vertx.createHttpServer().requestHandler(this::pass);
        server.listen(0, "127.0.0.1").await();
        looks.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    void add(NodeProcess node) {
        nodes.add(node);
    }

    void remove(NodeProcess node) {
        nodes.remove(node);
    }

    boolean sendsTo(NodeProcess node) {
        return ready.contains(node.api());
    }

    private void look() {
        ready = nodes.stream()
                .filter(node -> node.readiness() == 200)
                .map(NodeProcess::api)
                .toList();
    }

    private void pass(HttpServerRequest request) {
        List<URI> now = ready;
        if (now.isEmpty()) {
            request.response().setStatusCode(502).end("no node is ready");
            return;
        }
        URI node = now.get(Math.floorMod(next.getAndIncrement(), now.size()));
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost(node.getHost())
                .setPort(node.getPort())
                .setURI(request.uri())
                .setHeaders(request.headers().remove("Host"));
        request.body()
                .compose(body -> client.request(options).compose(sent -> sent.send(body)))
                .compose(answer -> answer.body().onSuccess(body -> answer(request, answer, body)))
                .onFailure(failure -> request.response().setStatusCode(502).end(node + ": " + failure.getMessage()));
    }

    private static void answer(HttpServerRequest request, HttpClientResponse answer, Buffer body) {
        request.response().setStatusCode(answer.statusCode());
        answer.headers()
                .remove("Connection")
                .forEach(header -> request.response().putHeader(header.getKey(), header.getValue()));
        request.response().end(body);
    }

    @Override
    public void close() {
        looks.shutdownNow();
        server.close().await();
        client.close().await();
    }
}
