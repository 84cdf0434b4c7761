package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.format.StreamedArray;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContractTest {
    @Test
    void theRouterGetsEveryOperationOfItsPort() {
        Vertx vertx = Vertx.vertx();
        try {
            OpenAPIContract contract =
                    Contract.forRouter(vertx, Contract.published()).await();
            assertEquals(17, contract.operations().size());
            contract.operations().forEach(operation -> Requirement.of(operation));
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void thePublishedContractStaysAsItIs() {
        JsonObject published = Contract.published();
        JsonObject before = published.copy();
        Contract.routerCopy(published);
        assertEquals(before, published);
    }

    @Test
    void theBoundsOfSignalsAreThoseOfTheContract() {
        Map<String, List<StreamedArray>> streamed = StreamedArrays.byOperation(Contract.published());
        List<StreamedArray> signals = List.of(new StreamedArray(
                List.of("leads", "*", "signal"), 1, 32_000_000, Integer.MIN_VALUE, Integer.MAX_VALUE));
        assertEquals(Map.of("submitEcg", signals, "analyzeEcg", signals), streamed);
    }

    @Test
    void theGainsOfTheContractAreThoseThatAreTaken() {
        JsonObject gain = Contract.published()
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Gain");
        double least = gain.getDouble("minimum");
        double most = gain.getDouble("maximum");
        assertTrue(Calibration.isGain(least) && Calibration.isGain(most));
        assertFalse(Calibration.isGain(Math.nextDown(least)) || Calibration.isGain(Math.nextUp(most)));
    }

    /** Whoever adds a schema of strings, numbers or arrays without bounds opens a door. */
    @Test
    void everythingThatIsSentHasABound() {
        JsonObject schemas = Contract.published().getJsonObject("components").getJsonObject("schemas");
        for (String name : schemas.fieldNames()) {
            checkBounds(name, schemas.getJsonObject(name));
        }
    }

    private static void checkBounds(String place, JsonObject schema) {
        List<?> types = schema.getValue("type") instanceof String type
                ? List.of(type)
                : schema.getJsonArray("type", new io.vertx.core.json.JsonArray())
                        .getList();
        if (types.contains("string") && !schema.containsKey("enum") && !schema.containsKey("const")) {
            assertTrue(schema.containsKey("maxLength"), place);
        }
        if (types.contains("integer") || types.contains("number")) {
            assertTrue(schema.containsKey("minimum") || schema.containsKey("exclusiveMinimum"), place);
            assertTrue(schema.containsKey("maximum") || schema.containsKey("exclusiveMaximum"), place);
        }
        if (types.contains("array")) {
            assertTrue(schema.containsKey("maxItems"), place);
            checkBounds(place + "/items", schema.getJsonObject("items"));
        }
        if (types.contains("object")) {
            assertTrue(schema.containsKey("additionalProperties"), place);
            JsonObject properties = schema.getJsonObject("properties", new JsonObject());
            properties.fieldNames().forEach(name -> checkBounds(place + "/" + name, properties.getJsonObject(name)));
        }
    }

    @Test
    void pointersAreFragmentsOfUris() {
        assertEquals("#", Pointers.fragment(""));
        assertEquals("#/a~1b/%C3%A9%22%20x", Pointers.fragment("/a~1b/é\" x"));
        String cut = Pointers.fragment("/leads/0/" + "x".repeat(600));
        assertEquals("#/leads/0", cut);
    }

    @Test
    void aWaitIsFoundAmongOtherPreferences() {
        assertEquals(
                10,
                Prefer.waitOf(List.of("respond-async, Wait = 10;x=y"))
                        .orElseThrow()
                        .toSeconds());
        assertEquals(
                60,
                Prefer.waitOf(List.of("return=minimal", "wait=\"999999999\""))
                        .orElseThrow()
                        .toSeconds());
        for (String other : List.of("", "wait", "wait=", "wait=-1", "wait=1.5", "waiting=3", "wait=99999999999")) {
            assertFalse(Prefer.waitOf(List.of(other)).isPresent(), other);
        }
    }
}
