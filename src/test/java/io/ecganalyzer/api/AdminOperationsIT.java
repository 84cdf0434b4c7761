package io.ecganalyzer.api;

import static io.ecganalyzer.api.ApiNode.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.api.ApiNode.Answer;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.store.EncodedLead;
import io.ecganalyzer.store.NewEcg;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Administration of users over HTTP, on a real PostgreSQL and Redis. */
class AdminOperationsIT {
    private static final String PASSWORD = "a good password";

    @TempDir
    private static Path directory;

    private static Vertx vertx;
    private static ApiNode node;

    @BeforeAll
    static void aNode() throws Exception {
        vertx = Vertx.vertx();
        node = ApiNode.start(vertx, ApiNode.freshDatabase(), ApiNode.settings(directory));
    }

    @AfterAll
    static void end() {
        node.close();
        get(vertx.close());
    }

    @Test
    void aRegisteredUserHasTheGivenIdOrOneOfTheService() {
        UUID id = UUID.randomUUID();
        String ada = name();
        Answer given = register(ada, PASSWORD, id.toString());
        assertEquals(201, given.status());
        assertEquals(
                new JsonObject()
                        .put("id", id.toString())
                        .put("username", ada)
                        .put("message", "The user is registered."),
                given.body().toJsonObject());
        Answer made = register(name(), PASSWORD, null);
        assertEquals(
                4, UUID.fromString(made.body().toJsonObject().getString("id")).version());
    }

    @Test
    void aTakenNameOrIdIsAConflict() {
        UUID id = UUID.randomUUID();
        String ada = name();
        register(ada, PASSWORD, id.toString());
        assertProblem(409, "username-taken", register(ada, PASSWORD, null));
        assertProblem(409, "username-taken", register(ada, PASSWORD, id.toString()));
        assertProblem(409, "user-id-taken", register(name(), PASSWORD, id.toString()));
        assertProblem(409, "username-taken", register(ApiNode.ADMINISTRATOR, PASSWORD, null));
    }

    @ParameterizedTest
    @CsvSource({
        "a good name, a good password, #/username",
        "ab, a good password, #/username",
        "a:b, a good password, #/username",
        "ada, short, #/password",
        "ada, ööö, #/password",
    })
    void whatBreaksARuleIsSaidWithItsPlace(String username, String password, String pointer) {
        Answer refused = register(username, password, null);
        assertProblem(422, "invalid-body", refused);
        assertEquals(
                pointer,
                refused.body()
                        .toJsonObject()
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("pointer"));
    }

    @Test
    void everyUserIsOnOnePage() {
        List<String> names =
                IntStream.range(0, 5).mapToObj(i -> name()).sorted().toList();
        names.forEach(name -> register(name, PASSWORD, null));
        List<String> seen = new ArrayList<>();
        String next = "/v1/admin/users?limit=2";
        while (next != null) {
            Answer page = call(HttpMethod.GET, next, "");
            assertEquals(200, page.status());
            JsonArray items = page.body().toJsonObject().getJsonArray("items");
            assertTrue(items.size() <= 2);
            items.forEach(item -> seen.add(((JsonObject) item).getString("username")));
            String link = page.header("Link");
            assertEquals(page.body().toJsonObject().containsKey("next_cursor"), link != null);
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertEquals(seen.stream().sorted().distinct().toList(), seen);
        assertTrue(seen.containsAll(names));
    }

    @Test
    void aUserIsShownWithoutTheHash() {
        String ada = name();
        String id = register(ada, PASSWORD, null).body().toJsonObject().getString("id");
        JsonObject shown =
                call(HttpMethod.GET, "/v1/admin/users?limit=500", "")
                        .body()
                        .toJsonObject()
                        .getJsonArray("items")
                        .stream()
                        .map(JsonObject.class::cast)
                        .filter(user -> user.getString("username").equals(ada))
                        .findFirst()
                        .orElseThrow();
        assertEquals(id, shown.getString("id"));
        assertTrue(OffsetDateTime.parse(shown.getString("created_at"))
                .isAfter(OffsetDateTime.now().minusMinutes(1)));
        assertEquals(3, shown.size());
    }

    @Test
    void aForeignCursorIsAWrongParameter() {
        assertProblem(400, "invalid-parameter", call(HttpMethod.GET, "/v1/admin/users?cursor=w7bDtg", ""));
    }

    @Test
    void aDeletedUserIsGoneWithEveryEcgAndReportAlsoForAnotherUserOfTheSameId() {
        UUID id = UUID.randomUUID();
        String ada = name();
        register(ada, PASSWORD, id.toString());
        UUID ecg = UUID.randomUUID();
        submit(id, ecg);
        get(node.results.put(id, ecg, "{\"status\":\"done\"}"));

        Answer deleted = call(HttpMethod.DELETE, "/v1/admin/users/" + ada, "");
        assertEquals(204, deleted.status());
        assertEquals(0, deleted.body().length());
        assertNull(deleted.header("Content-Type"));
        assertEquals(
                401,
                node.client()
                        .call(HttpMethod.GET, "/v1/analyzers", ada, PASSWORD, "")
                        .status());
        assertProblem(404, "user-not-found", call(HttpMethod.DELETE, "/v1/admin/users/" + ada, ""));

        assertEquals(201, register(ada, "another password", id.toString()).status());
        assertEquals(Optional.empty(), get(node.ecgs.report(id, ecg)));
        assertEquals(Optional.empty(), get(node.results.get(id, ecg)));
    }

    @Test
    void thePasswordOfNobodyCannotBeChanged() {
        Answer answer =
                call(HttpMethod.PUT, "/v1/admin/users/" + name() + "/password", "{\"password\":\"a good password\"}");
        assertProblem(404, "user-not-found", answer);
        assertFalse(answer.body().toString().contains("good"));
    }

    private static void submit(UUID userId, UUID ecgId) {
        get(node.ecgs.submit(new NewEcg(
                userId,
                ecgId,
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                EncodedLead.encodeAll(List.of(new Lead("I", new int[] {5, 0, -4}, Optional.empty()))),
                new byte[] {1},
                "request")));
    }

    private static Answer register(String username, String password, String id) {
        JsonObject body = new JsonObject().put("username", username).put("password", password);
        if (id != null) {
            body.put("id", id);
        }
        return call(HttpMethod.POST, "/v1/admin/register_user", body.encode());
    }

    private static Answer call(HttpMethod method, String path, String body) {
        return node.asAdministrator(method, path, body);
    }

    private static void assertProblem(int status, String type, Answer answer) {
        assertEquals(status, answer.status(), () -> answer.body().toString());
        assertEquals(type, answer.type());
    }

    private static String name() {
        return "user-" + UUID.randomUUID();
    }
}
