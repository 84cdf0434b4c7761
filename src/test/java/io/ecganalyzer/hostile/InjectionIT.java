package io.ecganalyzer.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.acceptance.Service;
import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.Browser;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.RawHttp;
import io.ecganalyzer.testing.SecurityHeadersCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.NoAlertPresentException;

/** SQL and markup in every field that takes a text: it is refused, or kept as the text that it is, and nothing runs. */
class InjectionIT {
    private static final String ADA = "ada";
    private static final String PASSWORD = "the password of ada";

    private static Service service;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        service = Service.started();
        http = service.http(new ContractCheck());
        service.asUser(ADA);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static Stream<String> texts() {
        return Stream.concat(HostileTexts.SQL.stream(), HostileTexts.MARKUP.stream());
    }

    @Test
    void aNameOfALeadComesBackAsItWasSentAndAsNothingElse() {
        texts().forEach(text -> {
            Answer accepted = submit(lead(text));
            assertEquals(202, accepted.status(), text);
            Answer report = http.request("GET", "/v1/ecg/" + accepted.json().getString("id"))
                    .as(ADA, PASSWORD)
                    .header("Prefer", "wait=20")
                    .send();
            JsonObject lead = report.json().getJsonArray("leads").getJsonObject(0);
            assertEquals(text, lead.getString("name"));
            assertEquals("application/json", report.header("Content-Type").orElse(""));
            SecurityHeadersCheck.check(report);
        });
    }

    @Test
    void noOtherFieldTakesThem() {
        texts().forEach(text -> {
            refused(submit(lead("I").put("id", text)), 422);
            refused(submit(lead("I").put("date", text)), 422);
            refused(submit(lead("I").put("sampling_rate", text)), 422);
            refused(submit(lead("I").put(text, 1)), 422);
            JsonObject chosen = new JsonObject().put("name", text);
            refused(submit(lead("I").put("analyzers", new JsonArray().add(chosen))), 422);
            JsonObject policy = new JsonObject()
                    .put("name", "zero_crossings")
                    .put("parameters", new JsonObject().put("policy", text));
            refused(submit(lead("I").put("analyzers", new JsonArray().add(policy))), 422);
            refused(user("GET", "/v1/ecg/" + encoded(text)).send(), 400, 404);
            refused(user("DELETE", "/v1/ecg/" + encoded(text)).send(), 400, 404);
            refused(user("GET", "/v1/ecg?cursor=" + encoded(text)).send(), 400);
            refused(user("GET", "/v1/ecg?limit=" + encoded(text)).send(), 400);
            refused(admin("DELETE", "/v1/admin/users/" + encoded(text)).send(), 400, 404);
            refused(admin("GET", "/v1/admin/users?cursor=" + encoded(text)).send(), 400);
            refused(
                    admin("POST", "/v1/admin/register_user")
                            .json(new JsonObject()
                                    .put("username", text)
                                    .put("password", "long enough")
                                    .encode())
                            .send(),
                    422);
            refused(http.request("GET", "/v1/ecg").as(text, text).send(), 401);
        });
        // All is still there.
        assertEquals(200, user("GET", "/v1/ecg").send().status());
        assertTrue(admin("GET", "/v1/admin/users").send().body().contains("\"" + ADA + "\""));
    }

    @Test
    void aPasswordOfSqlIsAPassword() {
        String password = HostileTexts.SQL.get(1);
        Answer made = admin("POST", "/v1/admin/register_user")
                .json(new JsonObject()
                        .put("username", "bobby.tables")
                        .put("password", password)
                        .encode())
                .send();
        assertEquals(201, made.status());
        assertEquals(
                200,
                http.request("GET", "/v1/ecg")
                        .as("bobby.tables", password)
                        .send()
                        .status());
    }

    @Test
    void nothingRunsInABrowser() {
        String id = submit(lead(HostileTexts.SCRIPT)).json().getString("id");
        user("GET", "/v1/ecg/" + id).header("Prefer", "wait=20").send();
        String base = "http://" + ADA + ":" + encoded(PASSWORD) + "@127.0.0.1:"
                + service.url().getPort();
        String script = encoded(HostileTexts.SCRIPT);
        try (Browser browser = Browser.open()) {
            for (String path : List.of(
                    "/v1/ecg/" + id,
                    "/v1/ecg/" + id + "/events",
                    "/v1/ecg/" + script,
                    "/v1/ecg?cursor=" + script,
                    "/nowhere/" + script,
                    "/docs?url=javascript:alert(1)&configUrl=data:text/html," + script,
                    "/docs#/" + script,
                    "/redoc?" + script + "#" + script)) {
                browser.driver().get(base + path);
                assertThrows(
                        NoAlertPresentException.class,
                        () -> browser.driver().switchTo().alert(),
                        path);
                assertEquals(
                        0L,
                        browser.driver()
                                .executeScript(
                                        "return document.querySelectorAll('script:not([src]), svg[onload], img[onerror]').length"),
                        path);
            }
        }
    }

    private static JsonObject lead(String name) {
        return new JsonObject()
                .put(
                        "leads",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("name", name)
                                        .put("signal", new JsonArray().add(1).add(-1))));
    }

    private static Answer submit(JsonObject ecg) {
        return user("POST", "/v1/ecg").json(ecg.encode()).send();
    }

    private static RawHttp.Request user(String method, String path) {
        return http.request(method, path).as(ADA, PASSWORD);
    }

    private static RawHttp.Request admin(String method, String path) {
        return http.request(method, path).as(Service.ADMIN, Service.ADMIN_PASSWORD);
    }

    private static void refused(Answer answer, Integer... statuses) {
        assertTrue(List.of(statuses).contains(answer.status()), answer::toString);
        assertEquals("application/problem+json", answer.header("Content-Type").orElse(""));
        SecurityHeadersCheck.check(answer);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
