package io.ecganalyzer.api;

import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.SecurityRequirement;
import java.util.EnumSet;
import java.util.List;
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
     * @throws IllegalStateException if the contract names a security scheme that nobody here checks
     */
    static Optional<Set<Principal.Role>> of(Operation operation) {
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

    /** The answer to somebody known whose role may not. */
    static Problem otherRole(Principal.Role role) {
        return role == Principal.Role.ADMINISTRATOR
                ? Problem.of(ProblemType.USERS_ONLY, "Administrators have no access to ECGs.")
                : Problem.of(ProblemType.ADMINISTRATORS_ONLY, "Registered users have no access to administration.");
    }
}
