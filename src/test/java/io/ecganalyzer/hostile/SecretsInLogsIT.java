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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/**
 * All operations, well used and misused, with every logger of ours at its most talkative and those of libraries at DEBUG: no password, hash or
 * sample is in a line, nor in what the embedded servers log.
 */
class SecretsInLogsIT {
    private static final String PASSWORD = "canary-password-7351";
    private static final String NEW_PASSWORD = "canary-password-7352";
    private static final String WRONG_PASSWORD = "canary-password-7353";
    private static final int SAMPLE = 1_473_518_264;
    private static final List<String> CANARIES =
            List.of("canary-password", Service.ADMIN_PASSWORD, Integer.toString(SAMPLE), "$2a$", "$2b$", "$2y$");

    @TempDir
    private Path directory;

    @Test
    void noLineHoldsThem() throws IOException {
        List<String> lines = new ArrayList<>();
        try (LogLines ours = LogLines.of("io.ecganalyzer", Level.TRACE);
                LogLines all = LogLines.of(Logger.ROOT_LOGGER_NAME, Level.DEBUG)) {
            try (Service service = Service.with(embedded())) {
                use(service.http(new ContractCheck()));
                lines.addAll(linesOfServers());
            }
            lines.addAll(ours.all());
            lines.addAll(all.all());
        }
        System.err.printf(Locale.ROOT, "secrets: %d lines logged, searched for %s%n", lines.size(), CANARIES);
        assertTrue(lines.size() > 10, "nothing was logged");
        for (String canary : CANARIES) {
            List<String> found =
                    lines.stream().filter(line -> line.contains(canary)).toList();
            assertEquals(List.of(), found);
        }
        for (String password : List.of(PASSWORD, NEW_PASSWORD, WRONG_PASSWORD)) {
            String inHeader = Base64.getEncoder().encodeToString(("ada:" + password).getBytes(StandardCharsets.UTF_8));
            assertTrue(lines.stream().noneMatch(line -> line.contains(inHeader)));
        }
    }

    private Map<String, String> embedded() {
        return Map.of(
                "data.dir", directory.toString(),
                "database.mode", "embedded",
                "redis.mode", "embedded",
                "broker.mode", "embedded");
    }

    private List<String> linesOfServers() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                directory,
                5,
                (path, attributes) -> path.getFileName().toString().equals("log"))) {
            for (Path log : files.toList()) {
                lines.addAll(Files.readAllLines(log, StandardCharsets.UTF_8));
            }
        }
        assertTrue(lines.stream().anyMatch(line -> line.contains("PostgreSQL")), "PostgreSQL's log was not found");
        return lines;
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
        expect(200, http.request("GET", "/v1/analyzers").as("ada", PASSWORD).send());
        for (String list : List.of("users", "nodes", "jobs")) {
            expect(200, admin(http, "GET", "/v1/admin/" + list).send());
        }
        expect(404, admin(http, "POST", "/v1/admin/jobs/1/retry").send());
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
