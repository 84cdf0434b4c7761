package io.ecganalyzer.api;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Serves the contract over HTTP. A request passes, in this order:
 *
 * <pre>
 *   request id, security headers ─▶ gate (who, which role) ─▶ rate limit ─▶ body, bounded ─▶ contract ─▶ operation
 *                                                                                                     │
 *                                            problem ◀── whatever fails, wherever ────────────────────┘
 * </pre>
 */
public final class ApiVerticle extends VerticleBase {
    private final ApiServices services;
    private HttpServer server;

    public ApiVerticle(ApiServices services) {
        this.services = services;
    }

    @Override
    public Future<?> start() {
        return Contract.forRouter(vertx, Contract.published())
                .map(this::router)
                .compose(router ->
                        vertx.createHttpServer(options()).requestHandler(router).listen())
                .onSuccess(listening -> server = listening);
    }

    /** The port it listens on, once it is deployed. */
    public int port() {
        return server.actualPort();
    }

    private Router router(OpenAPIContract contract) {
        RouterBuilder operations = RouterBuilder.create(vertx, contract);
        Router root = Router.router(vertx);
        root.route().handler(new RequestId()).handler(new SecurityHeaders());
        services.authentication().guard(root, operations);
        Mounting mounting = new Mounting(operations, root);
        groups().forEach(group -> group.mount(mounting));
        root.route().subRouter(operations.createRouter());
        root.route().failureHandler(new ProblemHandler(new ContractFaults()));
        return root;
    }

    private List<Operations> groups() {
        return List.of(new AdminOperations(services), services.pages());
    }

    /** A negative port is a free one that all verticles of a node share. */
    private HttpServerOptions options() {
        ApiSettings settings = services.settings();
        return new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port() == 0 ? -1 : settings.port())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) settings.idleTimeout().toMillis());
    }
}
