package io.ecganalyzer.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.ecganalyzer.acceptance.Service;
import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.LogLines;
import io.ecganalyzer.testing.RawHttp;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** All operations with every logger of ours at its most talkative, well used and misused: no password, hash or sample is in a line. */
class SecretsInLogsIT {
    private static final String PASSWORD = "canary-password-7351";
    private static final String NEW_PASSWORD = "canary-password-7352";
    private static final String WRONG_PASSWORD = "canary-password-7353";
    private static final int SAMPLE = 1_473_518_264;
    private static final List<String> CANARIES =
            List.of("canary-password", Integer.toString(SAMPLE), "$2a$", "$2b$", "$2y$");

    @Test
    void noLineHoldsThem() {
        List<String> lines;
        try (LogLines ours = LogLines.of("io.ecganalyzer", Level.TRACE);
                LogLines others = LogLines.of("io.vertx", Level.DEBUG);
                LogLines broker = LogLines.of("com.rabbitmq", Level.DEBUG)) {
            try (Service service = Service.started()) {
                use(service.http(new ContractCheck()));
            }
            lines = java.util.stream.Stream.of(ours, others, broker)
                    .flatMap(log -> log.all().stream())
                    .toList();
        }
        System.err.printf(Locale.ROOT, "secrets: %d lines logged, searched for %s%n", lines.size(), CANARIES);
        assertTrue(lines.size() > 10, "nothing was logged");
        for (String canary : CANARIES) {
            List<String> found =
                    lines.stream().filter(line -> line.contains(canary)).toList();
            assertEquals(List.of(), found);
        }
        for (String password : List.of(PASSWORD, NEW_PASSWORD, WRONG_PASSWORD)) {
            String inHeader = Base64.getEncoder()
                    .encodeToString(("ada:" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertTrue(lines.stream().noneMatch(line -> line.contains(inHeader)));
        }
    }

    private static void use(RawHttp http) {
        expect(
                201,
                admin(http, "POST", "/v1/admin/register_user")
                        .json(user(PASSWORD))
                        .send());
        expect(
                409,
                admin(http, "POST", "/v1/admin/register_user")
                        .json(user(PASSWORD))
                        .send());
        expect(
                422,
                admin(http, "POST", "/v1/admin/register_user")
                        .json(user(PASSWORD + "\u0000".repeat(2_000)))
                        .send());
        expect(
                400,
                admin(http, "POST", "/v1/admin/register_user")
                        .json(user(PASSWORD).replace("}", ""))
                        .send());
        expect(401, http.request("GET", "/v1/ecg").as("ada", WRONG_PASSWORD).send());
        expect(
                401,
                http.request("GET", "/v1/ecg")
                        .as(WRONG_PASSWORD, WRONG_PASSWORD)
                        .send());
        expect(
                401,
                http.request("GET", "/v1/ecg").as(Service.ADMIN, WRONG_PASSWORD).send());
        String ecg = "{\"leads\":[{\"name\":\"I\",\"signal\":[" + SAMPLE + ",-" + SAMPLE + ",5]}]}";
        Answer accepted =
                http.request("POST", "/v1/ecg").as("ada", PASSWORD).json(ecg).send();
        expect(202, accepted);
        expect(
                400,
                http.request("POST", "/v1/ecg")
                        .as("ada", PASSWORD)
                        .json(ecg.replace("]}", ""))
                        .send());
        expect(
                422,
                http.request("POST", "/v1/ecg")
                        .as("ada", PASSWORD)
                        .json(ecg.replace("5]", SAMPLE + ".5]"))
                        .send());
        String path = "/v1/ecg/" + accepted.json().getString("id");
        expect(
                200,
                http.request("GET", path)
                        .as("ada", PASSWORD)
                        .header("Prefer", "wait=20")
                        .send());
        expect(200, http.request("GET", path + "/events").as("ada", PASSWORD).send());
        expect(200, http.request("GET", "/v1/ecg").as("ada", PASSWORD).send());
        expect(204, http.request("DELETE", path).as("ada", PASSWORD).send());
        expect(
                204,
                admin(http, "PUT", "/v1/admin/users/ada/password")
                        .json(new JsonObject().put("password", NEW_PASSWORD).encode())
                        .send());
        expect(401, http.request("GET", "/v1/ecg").as("ada", PASSWORD).send());
        expect(200, http.request("GET", "/v1/ecg").as("ada", NEW_PASSWORD).send());
        expect(204, admin(http, "DELETE", "/v1/admin/users/ada").send());
    }

    private static RawHttp.Request admin(RawHttp http, String method, String path) {
        return http.request(method, path).as(Service.ADMIN, Service.ADMIN_PASSWORD);
    }

    private static String user(String password) {
        return new JsonObject().put("username", "ada").put("password", password).encode();
    }

    private static void expect(int status, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
    }
}
