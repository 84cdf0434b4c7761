package io.ecganalyzer.api;

import io.vertx.core.json.JsonArray;
import io.vertx.openapi.contract.Operation;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may call an operation, as its {@code security} in the contract says. */
final class Requirement {
    private static final Map<String, Principal.Role> ROLE_OF_SCHEME =
            Map.of("administrator", Principal.Role.ADMINISTRATOR, "user", Principal.Role.USER);

    private Requirement() {}

    /**
     * The roles that may; empty if anybody may.
     *
     * @throws IllegalStateException if the contract names a security scheme that nobody here checks, or does not say who may: what
     *     was forgotten must not be open
     */
    static Optional<Set<Principal.Role>> of(Operation operation) {
        if (!(operation.getExtensions().get(Contract.SECURITY) instanceof JsonArray alternatives)) {
            throw new IllegalStateException(
                    "operation " + operation.getOperationId() + " does not say who may call it");
        }
        Set<Principal.Role> roles = EnumSet.noneOf(Principal.Role.class);
        for (int i = 0; i < alternatives.size(); i++) {
            Set<String> schemes = alternatives.getJsonObject(i).fieldNames();
            if (schemes.isEmpty()) {
                return Optional.empty();
            }
            roles.add(roleOf(schemes, operation.getOperationId()));
        }
        return roles.isEmpty() ? Optional.empty() : Optional.of(roles);
    }

    /** Nobody has two roles, so a requirement of two schemes at once is a mistake as well. */
    private static Principal.Role roleOf(Set<String> schemes, String operationId) {
        Principal.Role role =
                schemes.size() == 1 ? ROLE_OF_SCHEME.get(schemes.iterator().next()) : null;
        if (role == null) {
            throw new IllegalStateException("operation " + operationId + " asks for " + schemes + ", the service knows "
                    + ROLE_OF_SCHEME.keySet());
        }
        return role;
    }

    /** The answer to somebody known whose role may not. */
    static Problem otherRole(Principal.Role role) {
        return role == Principal.Role.ADMINISTRATOR
                ? Problem.of(ProblemType.USERS_ONLY, "Administrators have no access to ECGs.")
                : Problem.of(ProblemType.ADMINISTRATORS_ONLY, "Registered users have no access to administration.");
    }
}
