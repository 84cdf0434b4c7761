package io.ecganalyzer.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.ContractOperation;
import io.ecganalyzer.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Walks all operations and provokes every answer that the contract documents. The client holds each answer to the contract, so what is
 * seen and not documented fails at once; what is documented and was not seen fails at the end.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractCoverageIT {
    private static final String PASSWORD = "a password of nobody else";
    private static final String LONG = "x".repeat(9_000);
    private static final int AT_THE_END = Integer.MAX_VALUE;

    private static final ContractCheck CONTRACT = new ContractCheck();
    private static Service service;
    private static RawHttp http;
    private static RawHttp management;
    private static String ecgId;

    @BeforeAll
    static void start() {
        service = Service.with(Map.of("http.body_timeout", "1s", "http.max_body", "1MiB"));
        http = service.http(CONTRACT);
        management = service.managementHttp(CONTRACT);
        for (String user : List.of("ada", "target", "victim")) {
            assertEquals(201, register(user).status());
        }
        ecgId = UUID.randomUUID().toString();
        assertEquals(202, submit(ecgId, 1).status());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theExamplesOfBodiesAreTaken() {
        for (ContractOperation operation : withAnswer(200, 202, 201, 204)) {
            if (operation.hasBody()) {
                operation.bodyExamples().forEach(example -> {
                    Answer answer = request(operation).json(example.encode()).send();
                    assertTrue(answer.status() < 300, () -> operation.id() + " answered " + answer + " to " + example);
                });
            }
        }
    }

    @Test
    void whatIsThereIsRead() {
        for (ContractOperation operation : withAnswer(200)) {
            if (!operation.hasBody()) {
                assertEquals(200, request(operation).send().status(), operation.id());
            }
        }
        Answer waited = get("/v1/ecg/" + ecgId)
                .header("Prefer", "respond-async, wait=30")
                .send();
        assertEquals("wait=30", waited.header("Preference-Applied").orElseThrow());
        assertEquals("done", waited.json().getString("status"));
        submit(UUID.randomUUID().toString(), 2);
        Answer page = get("/v1/ecg?limit=1").send();
        assertTrue(page.header("Link").orElseThrow().contains(page.json().getString("next_cursor")));
    }

    @Test
    void whatIsDeletedIsGone() {
        String doomed = UUID.randomUUID().toString();
        submit(doomed, 3);
        assertEquals(204, as("ada", "DELETE", "/v1/ecg/" + doomed).send().status());
        assertEquals(204, asAdmin("DELETE", "/v1/admin/users/victim").send().status());
    }

    @Test
    void whatFailedIsTriedAgain() {
        String id = UUID.randomUUID().toString();
        assertEquals(202, submit(id, 5).status());
        get("/v1/ecg/" + id).header("Prefer", "wait=30").send();
        sql(
                service,
                "UPDATE job SET state = 'failed', failure_code = 'analysis_failed', failure_message = 'Of the test.'"
                        + " WHERE ecg_id = '" + id + "'");
        JsonObject page = asAdmin("GET", "/v1/admin/jobs?status=failed").send().json();
        JsonObject job = page.getJsonArray("items").getJsonObject(0);
        assertEquals("Of the test.", job.getJsonObject("failure").getString("message"));
        String retry = "/v1/admin/jobs/" + job.getLong("key") + "/retry";
        assertEquals(204, asAdmin("POST", retry).send().status());
        Answer again = get("/v1/ecg/" + id).header("Prefer", "wait=30").send();
        assertEquals("done", again.json().getString("status"));
        assertEquals("job-not-found", asAdmin("POST", retry).send().problem());
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        get("/v1/ecg/" + ecgId).header("Prefer", "wait=30").send();
        for (ContractOperation operation : withAnswer(304)) {
            String tag = request(operation).send().header("ETag").orElseThrow();
            assertEquals(
                    304, request(operation).header("If-None-Match", tag).send().status());
            assertEquals(
                    304,
                    request(operation)
                            .header("If-None-Match", "\"a\", W/" + tag)
                            .send()
                            .status());
        }
    }

    @Test
    void whatCannotBeReadIsMalformed() {
        for (ContractOperation operation : withAnswer(400)) {
            Answer answer = operation.hasBody()
                    ? request(operation).json("{").send()
                    : malformed(operation).send();
            assertEquals(400, answer.status(), operation.id());
        }
    }

    private static RawHttp.Request malformed(ContractOperation operation) {
        if (operation.path().contains("{")) {
            return request(operation, operation.path().replaceAll("\\{[^}]+}", "@"));
        }
        return operation.path().equals("/v1/analyzers")
                ? request(operation).header("If-None-Match", "x".repeat(1_025))
                : request(operation, operation.path() + "?limit=0");
    }

    @Test
    void strangersGetNowhere() {
        for (ContractOperation operation : withAnswer(401)) {
            assertEquals(401, open(operation).send().status(), operation.id());
            assertEquals(401, open(operation).as("ada", "wrong password").send().status());
            assertEquals(
                    401,
                    open(operation).header("Authorization", "Basic :-(").send().status());
        }
    }

    @Test
    void eachRoleHasItsOperations() {
        for (ContractOperation operation : withAnswer(403)) {
            RawHttp.Request request = open(operation);
            Answer answer = operation.schemes().contains("user")
                    ? request.as(Service.ADMIN, Service.ADMIN_PASSWORD).send()
                    : request.as("ada", PASSWORD).send();
            assertEquals(403, answer.status(), operation.id());
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (ContractOperation operation : withAnswer(404)) {
            if (!operation.path().contains("{")) {
                continue;
            }
            RawHttp.Request request = request(operation, pathOfNothing(operation));
            Answer answer = operation.hasBody()
                    ? request.json(operation
                                    .bodyExamples()
                                    .findFirst()
                                    .orElseThrow()
                                    .encode())
                            .send()
                    : request.send();
            assertEquals(404, answer.status(), operation.id());
        }
    }

    /** Without a worker nothing ends its wait but that. */
    @Test
    void whatIsDeletedWhileItsReportIsWaitedForIsNotFound() {
        try (Service idle = Service.with(Map.of("roles", "api"))) {
            RawHttp client = idle.http(CONTRACT);
            assertEquals(201, register(client, "ada", UUID.randomUUID()).status());
            String id = UUID.randomUUID().toString();
            CompletableFuture<Answer> report = CompletableFuture.supplyAsync(() -> client.request("POST", "/v1/reports")
                    .as("ada", PASSWORD)
                    .json(ecg(id, 1))
                    .send());
            await().until(() -> client.request("DELETE", "/v1/ecg/" + id)
                            .as("ada", PASSWORD)
                            .send()
                            .status()
                    == 204);
            assertEquals("ecg-not-found", report.join().problem());
        }
    }

    @Test
    void somebodyElsesEcgIsAnsweredLikeNone() {
        register("eve");
        Answer others =
                http.request("GET", "/v1/ecg/" + ecgId).as("eve", PASSWORD).send();
        Answer nobodys = http.request("GET", "/v1/ecg/" + UUID.randomUUID())
                .as("eve", PASSWORD)
                .send();
        assertEquals(nobodys.body(), others.body());
        assertEquals(nobodys.headers().keySet(), others.headers().keySet());
    }

    @Test
    void whatIsTakenIsAConflict() {
        assertEquals(409, submit(ecgId, 4).status());
        assertEquals(
                "ecg-conflict",
                as("ada", "POST", "/v1/reports").json(ecg(ecgId, 4)).send().problem());
        assertEquals("username-taken", register("ada").problem());
        UUID id = UUID.randomUUID();
        assertEquals(201, register("first", id).status());
        assertEquals("user-id-taken", register("second", id).problem());
    }

    @Test
    void bodiesHaveTheirLimits() {
        for (ContractOperation operation : withAnswer(413)) {
            Answer slow = request(operation)
                    .header("Content-Type", "application/json")
                    .header("Content-Length", "10")
                    .send();
            assertEquals(408, slow.status(), operation.id());
            Answer large = request(operation)
                    .header("Content-Type", "application/json")
                    .header("Content-Length", Integer.toString(2 << 20))
                    .send();
            assertEquals(413, large.status(), operation.id());
            Answer foreign = request(operation)
                    .header("Content-Type", "text/csv")
                    .body(new byte[1])
                    .send();
            assertEquals(415, foreign.status(), operation.id());
            assertEquals(422, request(operation).json("{}").send().status(), operation.id());
        }
    }

    @Test
    void headersHaveTheirLimit() {
        for (ContractOperation operation : CONTRACT.operations()) {
            assertEquals(431, open(operation).header("X-Long", LONG).send().status(), operation.id());
        }
    }

    @Test
    void whatIsNoOperationIsAProblemAsWell() {
        assertEquals("not-found", get("/v1/nothing").send().problem());
        assertEquals("not-found", get("/").send().problem());
        Answer patched = as("ada", "PATCH", "/v1/ecg/" + ecgId).send();
        assertEquals("method-not-allowed", patched.problem());
        assertEquals("DELETE, GET", patched.header("Allow").orElseThrow());
        assertEquals("request-line-too-long", get("/" + LONG).send().problem());
        assertEquals("malformed-request", get("/v1/ecg/%zz").send().problem());
    }

    @Test
    void aRequestMayBringItsId() {
        assertEquals(
                "my-id.7",
                get("/v1/ecg")
                        .header("X-Request-Id", "my-id.7")
                        .send()
                        .header("X-Request-Id")
                        .orElseThrow());
        Answer answer = get("/v1/ecg").header("X-Request-Id", "no\tid of ours").send();
        assertTrue(answer.header("X-Request-Id").orElseThrow().matches("[0-9a-f]{16}"));
    }

    @Test
    void whoAsksTooOftenHasToWait() {
        try (Service limited = Service.with(Map.of("limits.requests_per_minute", "1", "roles", "api"))) {
            RawHttp client = limited.http(CONTRACT);
            // A name of its own: the counters are in a Redis that all tests share.
            String user = "user-" + UUID.randomUUID();
            assertEquals(201, register(client, user, UUID.randomUUID()).status());
            for (ContractOperation operation : withAnswer(429)) {
                boolean limitReached = false;
                for (int i = 0; i < 3 && !limitReached; i++) {
                    RawHttp.Request request = client.request(operation.method(), path(operation));
                    Answer answer = operation.schemes().contains("administrator")
                            ? request.as(Service.ADMIN, Service.ADMIN_PASSWORD).send()
                            : request.as(user, PASSWORD).send();
                    limitReached = answer.status() == 429;
                }
                assertTrue(limitReached, operation.id());
            }
        }
    }

    @Test
    @Order(AT_THE_END - 2)
    void withoutItsDatabaseTheServiceIsUnavailable() {
        service.database().cut();
        withAnswer(503).forEach(operation -> unavailableInTime(operation, unremembered(operation)));
        service.database().mend();
        await().until(() -> get("/v1/ecg").send().status() == 200);
    }

    @Test
    @Order(AT_THE_END - 3)
    void aSilentDatabaseIsNotWaitedFor() throws Exception {
        List<ContractOperation> operations = withAnswer(503);
        operations.removeIf(ContractOperation::isManagement);
        // So that the gate remembers who asks.
        operations.forEach(
                operation -> request(operation, pathOfNothing(operation)).send());
        service.database().freeze();
        List<Callable<Object>> requests = new ArrayList<>();
        for (ContractOperation operation : operations) {
            requests.add(Executors.callable(() -> unavailableInTime(operation, unremembered(operation))));
            if (!operation.id().equals("listAnalyzers")) {
                RawHttp.Request request = request(operation, pathOfNothing(operation));
                operation.bodyExamples().findFirst().ifPresent(example -> request.json(example.encode()));
                requests.add(Executors.callable(() -> unavailableInTime(operation, request)));
            }
        }
        allAtOnce(requests);
        service.database().mend();
        await().until(() -> get("/v1/ecg").send().status() == 200);
    }

    private static void allAtOnce(List<Callable<Object>> requests) throws Exception {
        ExecutorService clients = Executors.newCachedThreadPool();
        try {
            for (Future<Object> request : clients.invokeAll(requests)) {
                request.get();
            }
        } finally {
            clients.shutdown();
        }
    }

    private static void unavailableInTime(ContractOperation operation, RawHttp.Request request) {
        long started = System.nanoTime();
        assertEquals(503, request.send().status(), operation.id());
        long millis = (System.nanoTime() - started) / 1_000_000;
        assertTrue(millis < 3_500, operation.id() + " took " + millis + " ms");
    }

    @Test
    @Order(AT_THE_END - 1)
    void aDefectIsAProblemWithoutItsCause() {
        sql(service, "ALTER TABLE app_user RENAME TO somewhere_else");
        for (ContractOperation operation : withAnswer(500)) {
            Answer answer = unremembered(operation).send();
            assertEquals(500, answer.status(), operation.id());
            assertTrue(!answer.body().contains("app_user"), answer.body());
        }
    }

    @Test
    @Order(AT_THE_END)
    void everyDocumentedAnswerWasSeen() {
        assertEquals(Set.of(), CONTRACT.unseen(CONTRACT.operations()));
    }

    /** With a name that was never asked for, so that the database is. */
    private static RawHttp.Request unremembered(ContractOperation operation) {
        return open(operation).as("unremembered-" + UUID.randomUUID().toString().substring(0, 8), PASSWORD);
    }

    private static List<ContractOperation> withAnswer(int... statuses) {
        List<ContractOperation> found = new ArrayList<>();
        for (int status : statuses) {
            Predicate<ContractOperation> documents = operation -> operation.documents(status);
            CONTRACT.operations().stream().filter(documents).forEach(found::add);
        }
        return found;
    }

    private static RawHttp.Request open(ContractOperation operation) {
        return (operation.isManagement() ? management : http).request(operation.method(), path(operation));
    }

    private static RawHttp.Request request(ContractOperation operation) {
        return request(operation, path(operation));
    }

    private static RawHttp.Request request(ContractOperation operation, String path) {
        if (operation.isManagement()) {
            return management.request(operation.method(), path);
        }
        RawHttp.Request request = http.request(operation.method(), path);
        if (operation.schemes().isEmpty()) {
            return request;
        }
        return operation.schemes().contains("user")
                ? request.as("ada", PASSWORD)
                : request.as(Service.ADMIN, Service.ADMIN_PASSWORD);
    }

    private static String path(ContractOperation operation) {
        return operation
                .path()
                .replace("{id}", ecgId)
                .replace("{username}", "target")
                .replace("{key}", "1");
    }

    private static String pathOfNothing(ContractOperation operation) {
        return operation
                .path()
                .replace("{id}", UUID.randomUUID().toString())
                .replace("{username}", "nobody")
                .replace("{key}", "1");
    }

    private static RawHttp.Request get(String path) {
        return as("ada", "GET", path);
    }

    private static RawHttp.Request as(String user, String method, String path) {
        return http.request(method, path).as(user, PASSWORD);
    }

    private static RawHttp.Request asAdmin(String method, String path) {
        return http.request(method, path).as(Service.ADMIN, Service.ADMIN_PASSWORD);
    }

    private static Answer submit(String id, int sample) {
        return as("ada", "POST", "/v1/ecg").json(ecg(id, sample)).send();
    }

    private static String ecg(String id, int sample) {
        return "{\"id\":\"" + id + "\",\"leads\":[{\"name\":\"I\",\"signal\":[" + sample + "]}]}";
    }

    private static Answer register(String username) {
        return register(username, UUID.randomUUID());
    }

    private static Answer register(String username, UUID id) {
        return register(http, username, id);
    }

    private static Answer register(RawHttp client, String username, UUID id) {
        return client.request("POST", "/v1/admin/register_user")
                .as(Service.ADMIN, Service.ADMIN_PASSWORD)
                .json(new JsonObject()
                        .put("username", username)
                        .put("password", PASSWORD)
                        .put("id", id.toString())
                        .encode())
                .send();
    }

    private static void sql(Service service, String sql) {
        try (Connection connection = DriverManager.getConnection(
                        service.address().jdbcUrl(),
                        service.address().user(),
                        service.address().password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
