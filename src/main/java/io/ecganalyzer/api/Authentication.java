package io.ecganalyzer.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.SecurityRequirement;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a request through to its operation if the operation's {@code security} in the contract does. One for a node,
 * shared by its HTTP verticles. The gates stand before the body is read: who may not upload does not.
 */
public final class Authentication {
    private static final Map<String, Principal.Role> ROLE_OF_SCHEME =
            Map.of("administrator", Principal.Role.ADMINISTRATOR, "user", Principal.Role.USER);

    private final Authenticator authenticator;

    Authentication(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * Puts a gate on {@code router} before each operation that the contract secures; call it before the contract's own
     * router is mounted there.
     *
     * @throws IllegalStateException if the contract names a security scheme that nobody here checks
     */
    void guard(Router router, RouterBuilder contract) {
        for (OpenAPIRoute route : contract.getRoutes()) {
            Operation operation = route.getOperation();
            // The builder's own mechanism would ask each scheme of an operation in turn, and hash for each.
            route.setDoSecurity(false);
            rolesOf(operation)
                    .ifPresent(roles -> router.route(operation.getHttpMethod(), pathOf(operation))
                            .handler(gate(roles)));
        }
    }

    private Handler<RoutingContext> gate(Set<Principal.Role> roles) {
        return context -> authenticator
                .authenticate(
                        BasicCredentials.parse(context.request().getHeader("Authorization"))
                                .orElseThrow(),
                        context.request().remoteAddress().hostAddress())
                .onSuccess(principal -> {
                    if (!roles.contains(principal.role())) {
                        context.fail(403);
                        return;
                    }
                    principal.putInto(context);
                    context.next();
                })
                .onFailure(context::fail);
    }

    /** Empty if anybody may call the operation. */
    private static Optional<Set<Principal.Role>> rolesOf(Operation operation) {
        List<SecurityRequirement> requirements = operation.getSecurityRequirements();
        if (requirements.isEmpty() || requirements.stream().anyMatch(SecurityRequirement::isEmpty)) {
            return Optional.empty();
        }
        Set<Principal.Role> roles = EnumSet.noneOf(Principal.Role.class);
        requirements.forEach(requirement -> roles.add(roleOf(requirement, operation.getOperationId())));
        return Optional.of(roles);
    }

    /** Nobody has two roles, so a requirement of two schemes at once is a mistake as well. */
    private static Principal.Role roleOf(SecurityRequirement requirement, String operationId) {
        List<String> names = List.copyOf(requirement.getNames());
        Principal.Role role = names.size() == 1 ? ROLE_OF_SCHEME.get(names.get(0)) : null;
        if (role == null) {
            throw new IllegalStateException("operation " + operationId + " asks for " + names + ", the service knows "
                    + ROLE_OF_SCHEME.keySet());
        }
        return role;
    }

    private static String pathOf(Operation operation) {
        return operation.getAbsoluteOpenAPIPath().replaceAll("\\{([^}]+)}", ":$1");
    }
}
