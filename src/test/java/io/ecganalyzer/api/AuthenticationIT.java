package io.ecganalyzer.api;

import static io.ecganalyzer.api.ApiNode.ADMINISTRATOR;
import static io.ecganalyzer.api.ApiNode.ADMINISTRATORS_PASSWORD;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import io.ecganalyzer.api.ApiNode.Answer;
import io.ecganalyzer.store.DatabaseSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, who does not, and with which answer, over HTTP on a real PostgreSQL and Redis. */
class AuthenticationIT {
    private static final int CHEAP = 4;
    private static final int EXPENSIVE = 11;

    private static Vertx vertx;
    private static DatabaseSettings database;

    @TempDir
    private Path directory;

    private AuthenticationSettings settings;
    private ApiNode node;

    @BeforeAll
    static void services() {
        vertx = Vertx.vertx();
        database = ApiNode.freshDatabase();
    }

    @AfterAll
    static void end() {
        ApiNode.get(vertx.close());
    }

    @BeforeEach
    void aNode() throws Exception {
        settings = ApiNode.settings(directory);
        node = ApiNode.start(vertx, database, settings);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/admin/users, users-only, 200, administrators-only",
        "GET, /v1/ecg, users-only, 403, none",
        "GET, /v1/ecg/0b6c7c9e-3b1f-4f6e-9d52-6c2a4e1f7a10, users-only, 403, none"
    })
    void anOperationIsForTheRolesOfTheContract(
            String method, String path, String administrators, int ofAdministrator, String ofUser) {
        String ada = register("adas password");
        Answer administrator = node.asAdministrator(HttpMethod.valueOf(method), path, "");
        assertEquals(ofAdministrator, administrator.status());
        if (ofAdministrator == 403) {
            assertEquals(administrators, administrator.type());
        }
        Answer user = node.client().call(HttpMethod.valueOf(method), path, ada, "adas password", "");
        if (ofUser.equals("none")) {
            assertTrue(user.status() != 401 && user.status() != 403, () -> "status " + user.status());
        } else {
            assertEquals(403, user.status());
            assertEquals(ofUser, user.type());
        }
    }

    @Test
    void anybodyKnownSeesTheAnalyzersAndAnybodyAtAllTheDocumentation() {
        String ada = register("adas password");
        assertEquals(401, call(null, "", "/v1/analyzers").status());
        assertTrue(call(ada, "adas password", "/v1/analyzers").status() != 403);
        assertTrue(node.asAdministrator(HttpMethod.GET, "/v1/analyzers", "").status() != 403);
        assertEquals(200, call(null, "", "/docs").status());
        assertEquals(200, call("nobody", "wrong password", "/openapi.yaml").status());
    }

    @Test
    void unknownUserAndWrongPasswordAndNoPasswordHaveTheSameAnswer() {
        String ada = register("adas password");
        Answer wrong = call(ada, "another password", "/v1/ecg");
        assertEquals(401, wrong.status());
        assertEquals("Basic realm=\"ECG Analyzer\", charset=\"UTF-8\"", wrong.header("WWW-Authenticate"));
        assertEquals("application/problem+json", wrong.header("Content-Type"));
        assertEquals(wrong.body(), call("nobody", "another password", "/v1/ecg").body());
        assertEquals(
                wrong.body(), call(ADMINISTRATOR, "another password", "/v1/ecg").body());
        assertEquals(wrong.body(), call(null, "", "/v1/ecg").body());
        assertEquals(wrong.body(), call("a\0b", "another password", "/v1/ecg").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Über-Kardiogramm 1903", "colon:in:it", "心電図心電図", "😀😀 eight"})
    void passwordsAreUtf8(String password) {
        String ada = register(password);
        assertTrue(call(ada, password, "/v1/analyzers").status() != 401);
        assertEquals(401, call(ada, password + "!", "/v1/analyzers").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 60000000",
                "Transfer-Encoding: chunked",
                "Content-Length: 60000000\r\nExpect: 100-continue"
            })
    void anAnonymousUploadIsRefusedBeforeItsBodyAndTheConnectionEnds(String framing) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", node.port)) {
            socket.setSoTimeout(10_000);
            String head = "POST /v1/ecg HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + framing;
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
            assertTrue(answer.toLowerCase(java.util.Locale.ROOT).contains("connection: close"), answer);
        }
    }

    @Test
    void aThousandWrongPasswordsAreThrottledAndTheRightUserStillGetsIn() throws Exception {
        try (ApiNode strict = ApiNode.start(vertx, database, ApiNode.with(settings, CHEAP, 2, 1000, 10, 100))) {
            String ada = register("adas password");
            ApiNode.Client owner = strict.at("127.0.0.2");
            assertTrue(owner.call(HttpMethod.GET, "/v1/analyzers", ada, "adas password", "")
                            .status()
                    != 401);

            ApiNode.Client attacker = strict.at("127.0.0.3");
            List<Answer> answers = IntStream.range(0, 1000)
                    .mapToObj(i -> attacker.call(HttpMethod.GET, "/v1/ecg", ada, "guess number " + i, ""))
                    .toList();
            assertEquals(
                    10,
                    answers.stream().filter(answer -> answer.status() == 401).count());
            Answer throttled = answers.get(999);
            assertEquals(429, throttled.status());
            assertEquals("too-many-requests", throttled.type());
            int wait = Integer.parseInt(throttled.header("Retry-After"));
            assertTrue(wait >= 1 && wait <= 60, () -> "waits " + wait);
            assertNull(throttled.header("WWW-Authenticate"));

            assertTrue(owner.call(HttpMethod.GET, "/v1/analyzers", ada, "adas password", "")
                            .status()
                    != 429);
            assertEquals(
                    429,
                    owner.call(HttpMethod.GET, "/v1/ecg", ada, "a typo", "").status());
        }
    }

    @Test
    void anAddressThatTriesManyNamesIsThrottledAndOthersAreNot() throws Exception {
        try (ApiNode strict = ApiNode.start(vertx, database, ApiNode.with(settings, CHEAP, 2, 1000, 10, 20))) {
            ApiNode.Client attacker = strict.at("127.0.0.4");
            List<Integer> statuses = IntStream.range(0, 40)
                    .mapToObj(i -> attacker.call(HttpMethod.GET, "/v1/ecg", "name-" + i, "password", ""))
                    .map(Answer::status)
                    .toList();
            assertEquals(20, statuses.stream().filter(status -> status == 401).count());
            assertEquals(429, statuses.get(39));
            assertEquals(
                    401,
                    strict.at("127.0.0.5")
                            .call(HttpMethod.GET, "/v1/ecg", "name-0", "password", "")
                            .status());
        }
    }

    @Test
    void whatOneNodeCountedTheOtherHearsWithItsFirstFailure() throws Exception {
        AuthenticationSettings strict = ApiNode.with(settings, CHEAP, 2, 1000, 10, 1000);
        try (ApiNode one = ApiNode.start(vertx, database, strict);
                ApiNode two = ApiNode.start(vertx, database, strict)) {
            String name = "name-" + UUID.randomUUID();
            for (int i = 0; i < 10; i++) {
                one.at("127.0.0.6").call(HttpMethod.GET, "/v1/ecg", name, "guess number " + i, "");
            }
            assertEquals(
                    401,
                    two.at("127.0.0.7")
                            .call(HttpMethod.GET, "/v1/ecg", name, "one more", "")
                            .status());
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> two.at("127.0.0.7")
                                    .call(HttpMethod.GET, "/v1/ecg", name, "one more", "")
                                    .status()
                            == 429);
        }
    }

    @Test
    void aFullHashingPoolAnswers503AndTheRememberedStillGetIn() throws Exception {
        AuthenticationSettings slow = ApiNode.with(settings, EXPENSIVE, 1, 2, 1000, 1000);
        try (ApiNode small = ApiNode.start(vertx, database, slow)) {
            String ada = register("adas password");
            ApiNode.Client client = small.client();
            assertTrue(client.call(HttpMethod.GET, "/v1/analyzers", ada, "adas password", "")
                            .status()
                    != 401);
            List<Future<Answer>> flood = IntStream.range(0, 5)
                    .mapToObj(i -> client.begin(HttpMethod.GET, "/v1/ecg", "name-" + i, "password", ""))
                    .toList();
            Future<Answer> remembered = client.begin(HttpMethod.GET, "/v1/analyzers", ada, "adas password", "");
            List<Answer> answers = flood.stream().map(ApiNode::get).toList();
            List<Answer> busy =
                    answers.stream().filter(answer -> answer.status() == 503).toList();
            assertEquals(3, busy.size());
            assertEquals("unavailable", busy.get(0).type());
            assertEquals("1", busy.get(0).header("Retry-After"));
            assertTrue(ApiNode.get(remembered).status() != 503);
        }
    }

    @Test
    void aChangeOfTheHtpasswdFileCountsWithin5Seconds() throws Exception {
        assertEquals(
                200, node.asAdministrator(HttpMethod.GET, "/v1/admin/users", "").status());
        String hash =
                BcryptFunction.getInstance(Bcrypt.Y, CHEAP).hash("new password").getResult();
        Files.writeString(settings.htpasswdFile(), ADMINISTRATOR + ":" + hash + "\n");
        await().atMost(Duration.ofSeconds(5))
                .until(() ->
                        call(ADMINISTRATOR, "new password", "/v1/admin/users").status() == 200);
        assertEquals(
                401,
                call(ADMINISTRATOR, ADMINISTRATORS_PASSWORD, "/v1/admin/users").status());
    }

    @Test
    void anOldPasswordStopsAtOnceHereAndSoonOnTheOtherNode() throws Exception {
        try (ApiNode other = ApiNode.start(vertx, database, settings)) {
            String ada = register("adas password");
            assertTrue(call(ada, "adas password", "/v1/analyzers").status() != 401);
            assertTrue(other.client()
                            .call(HttpMethod.GET, "/v1/analyzers", ada, "adas password", "")
                            .status()
                    != 401);

            Answer changed = node.asAdministrator(
                    HttpMethod.PUT, "/v1/admin/users/" + ada + "/password", "{\"password\":\"new password\"}");
            assertEquals(204, changed.status());
            assertEquals(401, call(ada, "adas password", "/v1/analyzers").status());
            assertTrue(call(ada, "new password", "/v1/analyzers").status() != 401);
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> other.client()
                                    .call(HttpMethod.GET, "/v1/analyzers", ada, "adas password", "")
                                    .status()
                            == 401);
        }
    }

    private Answer call(String username, String password, String path) {
        return node.client().call(HttpMethod.GET, path, username, password, "");
    }

    private String register(String password) {
        String name = "user-" + UUID.randomUUID();
        Answer registered = node.asAdministrator(
                HttpMethod.POST,
                "/v1/admin/register_user",
                new io.vertx.core.json.JsonObject()
                        .put("username", name)
                        .put("password", password)
                        .encode());
        assertEquals(201, registered.status(), () -> registered.body().toString());
        return name;
    }
}
