package io.ecganalyzer.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.openapi.contract.Operation;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class RequirementTest {
    @ParameterizedTest
    @CsvSource({
        "'[{\"user\":[]}]', USER",
        "'[{\"administrator\":[]}]', ADMINISTRATOR",
    })
    void theSchemeOfTheContractIsTheRole(String security, Principal.Role role, Vertx vertx) throws Exception {
        assertEquals(Optional.of(Set.of(role)), Requirement.of(operation(vertx, security)));
    }

    @Test
    void ofTwoAlternativesBothMay(Vertx vertx) throws Exception {
        Operation operation = operation(vertx, "[{\"user\":[]},{\"administrator\":[]}]");
        assertEquals(Set.of(Principal.Role.values()), Requirement.of(operation).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{}]", "[{\"user\":[]},{}]"})
    void anybodyMayOnlyWhereTheContractSaysSo(String security, Vertx vertx) throws Exception {
        assertEquals(Optional.empty(), Requirement.of(operation(vertx, security)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"bearer\":[]}]", "[{\"user\":[],\"administrator\":[]}]"})
    void whatNobodyChecksStopsTheStart(String security, Vertx vertx) throws Exception {
        Operation operation = operation(vertx, security);
        assertTrue(assertThrows(IllegalStateException.class, () -> Requirement.of(operation))
                .getMessage()
                .contains("listAnalyzers"));
    }

    @Test
    void aForgottenRequirementStopsTheStart(Vertx vertx) throws Exception {
        Operation operation = operation(vertx, null);
        assertThrows(IllegalStateException.class, () -> Requirement.of(operation));
    }

    /** @param security as JSON; null for a contract that does not say */
    private static Operation operation(Vertx vertx, String security) throws Exception {
        JsonObject contract = Contract.published();
        JsonObject model =
                contract.getJsonObject("paths").getJsonObject("/v1/analyzers").getJsonObject("get");
        model.remove("security");
        if (security != null) {
            model.put("security", new JsonArray(security));
        }
        return Contract.forRouter(vertx, contract)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, SECONDS)
                .operation("listAnalyzers");
    }
}
