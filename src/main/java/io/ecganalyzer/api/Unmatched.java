package io.ecganalyzer.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Answers what no operation did: 404, or 405 where the path is one of the contract's. */
final class Unmatched implements Handler<RoutingContext> {
    private final List<KnownPath> paths;

    private record KnownPath(Pattern pattern, String methods) {}

    Unmatched(OpenAPIContract contract) {
        paths = contract.getPaths().stream()
                .map(path -> new KnownPath(
                        Pattern.compile(path.getName().replaceAll("\\{[^}]+}", "[^/]+") + "/?"),
                        path.getOperations().stream()
                                .map(Operation::getHttpMethod)
                                .map(Object::toString)
                                .sorted(Comparator.naturalOrder())
                                .collect(Collectors.joining(", "))))
                .toList();
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        String allowed = paths.stream()
                .filter(known -> known.pattern().matcher(path).matches())
                .map(KnownPath::methods)
                .findFirst()
                .orElse("");
        if (allowed.isEmpty()) {
            context.fail(Problem.of(ProblemType.NOT_FOUND, "There is nothing at this path.")
                    .asException());
        } else {
            context.response().putHeader(HttpHeaders.ALLOW, allowed);
            context.fail(Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path has " + allowed + ".")
                    .asException());
        }
    }
}
