package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is remembered must never change a judgement: the whole schema, asked each time, is the twin. */
class KnownShapesTest {
    private static final Vertx VERTX = Vertx.vertx();

    private static OpenAPIContract contract;

    @BeforeAll
    static void load() throws Exception {
        contract = Contract.forRouter(VERTX, Contract.published()).await(20, TimeUnit.SECONDS);
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void aBodyOfAKnownShapeIsJudgedByItsOwnTexts() {
        KnownShapes shapes = new KnownShapes(contract.getSchemaRepository(), schema("submitEcg"));
        assertTrue(shapes.isRight(submission()));
        assertTrue(shapes.isRight(submission().put("id", UUID.randomUUID().toString())));
        assertFalse(shapes.isRight(submission().put("id", "no id")));
        assertFalse(shapes.isRight(submission().put("date", "yesterday")));
        assertTrue(shapes.isRight(submission()));
    }

    @Test
    void anEmptyTextIsNoKnownShape() {
        KnownShapes shapes = new KnownShapes(contract.getSchemaRepository(), schema("submitEcg"));
        assertTrue(shapes.isRight(submission()));
        assertFalse(shapes.isRight(submission().put("id", "")));
        assertFalse(shapes.isRight(submission().putNull("id")));
        assertFalse(shapes.isRight(submission().put("id", 7)));
    }

    @Test
    void aTextThatTheSchemaDoesNotNameIsRefused() {
        KnownShapes shapes = new KnownShapes(contract.getSchemaRepository(), schema("registerUser"));
        JsonObject user = new JsonObject().put("username", "ada").put("password", "a-users-password");
        assertTrue(shapes.isRight(user));
        assertFalse(shapes.isRight(user.copy().put("role", "admin")));
        assertFalse(shapes.isRight(user.copy().put("password", "")));
    }

    @Test
    void aUuidIsWhatTheSchemaTakesForOne() {
        JsonSchema any = JsonSchema.of(new JsonObject().put("type", "string").put("format", "uuid"));
        KnownShapes shapes = new KnownShapes(contract.getSchemaRepository(), any);
        Validator twin = contract.getSchemaRepository().validator(any);
        String right = UUID.randomUUID().toString();
        List<Object> tried = List.of(
                right,
                right.toUpperCase(Locale.ROOT),
                right + "0",
                "{" + right + "}",
                right.replace("-", ""),
                "",
                7,
                right.replace('-', '_'));
        for (Object each : tried) {
            assertEquals(twin.validate(each).getValid(), shapes.isRight(each), each::toString);
        }
        JsonSchema certain = JsonSchema.of(
                new JsonObject().put("type", "string").put("format", "uuid").put("const", right));
        KnownShapes one = new KnownShapes(contract.getSchemaRepository(), certain);
        assertTrue(one.isRight(right));
        assertFalse(one.isRight(UUID.randomUUID().toString()));
    }

    @Test
    void noJudgementDiffersFromTheWholeSchemas() {
        for (String operation : List.of("submitEcg", "registerUser", "changePassword")) {
            KnownShapes shapes = new KnownShapes(contract.getSchemaRepository(), schema(operation));
            assertTrue(shapes.remembers(), operation);
            Validator whole = contract.getSchemaRepository().validator(schema(operation));
            Random random = new Random(1);
            int right = 0;
            for (int i = 0; i < 4_000; i++) {
                JsonObject body = some(random);
                boolean expected = whole.validate(body).getValid();
                right += expected ? 1 : 0;
                assertEquals(expected, shapes.isRight(body), () -> operation + ": " + body.encode());
            }
            int many = right;
            assertTrue(many > 20 && many < 3_980, () -> operation + ": " + many + " of 4000 are right");
        }
    }

    /** A member's meaning hangs on another one: nothing can be remembered. */
    @Test
    void aSchemaThatJoinsItsMembersIsAskedEachTime() {
        JsonObject json = new JsonObject()
                .put("type", "object")
                .put("additionalProperties", false)
                .put("properties", new JsonObject().put("a", new JsonObject()).put("b", new JsonObject()))
                .put(
                        "not",
                        new JsonObject()
                                .put("properties", new JsonObject().put("a", new JsonObject().put("const", "x"))));
        SchemaRepository schemas = contract.getSchemaRepository();
        KnownShapes shapes = new KnownShapes(schemas, JsonSchema.of(json));
        assertFalse(shapes.remembers());
        assertTrue(shapes.isRight(new JsonObject().put("a", "y")));
        assertFalse(shapes.isRight(new JsonObject().put("a", "x")));
    }

    private static JsonSchema schema(String operation) {
        return contract.operation(operation)
                .getRequestBody()
                .determineContentType("application/json")
                .getSchema();
    }

    private static JsonObject submission() {
        return new JsonObject()
                .put("id", "018f3b6e-7c1a-4d52-9a51-0c4de9a7f1b2")
                .put("date", "2026-11-26T10:00:00Z")
                .put("sampling_rate", 250)
                .put(
                        "leads",
                        new JsonArray().add(new JsonObject().put("name", "I").put("signal", new JsonArray())));
    }

    /** Members that are mostly right, each from a few values, so that shapes come again. */
    private static JsonObject some(Random random) {
        JsonObject body = new JsonObject();
        Stream.of(
                        new Choice(
                                "id",
                                UUID.randomUUID().toString(),
                                UUID.randomUUID().toString(),
                                "",
                                "x",
                                7),
                        new Choice("date", "2026-11-26T10:00:00Z", "2026-11-26T10:00:00+01:00", "", "today", true),
                        new Choice("sampling_rate", 250, 500.5, "250", -1, new JsonArray()),
                        new Choice("username", "ada", "grace", "", "a b", new JsonObject()),
                        new Choice("password", "a-users-password", "another-password", "", "short", 1),
                        new Choice("analyzers", new JsonArray(), "", 3),
                        new Choice("leads", submission().getValue("leads"), new JsonArray(), "", 1),
                        new Choice("other", "", 1))
                .filter(choice -> random.nextInt(10) < (choice.name().equals("other") ? 1 : 4))
                .forEach(choice -> body.put(choice.name(), choice.any(random)));
        return body;
    }

    private record Choice(String name, Object... values) {
        private Object any(Random random) {
            return values[
                    random.nextInt(10) < 8
                            ? random.nextInt(Math.min(2, values.length))
                            : random.nextInt(values.length)];
        }
    }
}
