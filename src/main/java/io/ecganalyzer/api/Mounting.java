package io.ecganalyzer.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.HashSet;
import java.util.Set;

/** Where {@link Operations} hang their handlers into the contract. */
final class Mounting {
    private final RouterBuilder contract;
    private final ContractCheck check;
    private final Router root;
    private final Set<String> mounted = new HashSet<>();

    Mounting(RouterBuilder contract, ContractCheck check, Router root) {
        this.contract = contract;
        this.check = check;
        this.root = root;
    }

    /**
     * Has an operation served. The handler gets requests that the contract found right; what it throws or fails with is answered by
     * {@link ProblemHandler}.
     *
     * @throws IllegalArgumentException if the contract has no such operation, or it is served already
     */
    void on(String operationId, Handler<RoutingContext> handler) {
        OpenAPIRoute route = contract.getRoute(operationId);
        if (route == null || !mounted.add(operationId)) {
            throw new IllegalArgumentException("operation " + operationId + " is not in the contract or served twice");
        }
        route.setDoValidation(false);
        route.addHandler(context -> check.judge(context, route.getOperation()));
        route.addHandler(handler);
    }

    /** For what pages need beside the contract, such as scripts and styles. */
    Router assets() {
        return root;
    }
}
