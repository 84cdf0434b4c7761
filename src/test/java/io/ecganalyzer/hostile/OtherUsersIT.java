package io.ecganalyzer.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.acceptance.Service;
import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.ContractOperation;
import io.ecganalyzer.testing.RawConnection;
import io.ecganalyzer.testing.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody finds out about the ECGs of somebody else: nothing, by no operation, and not by the time that it takes. */
class OtherUsersIT {
    private static final int SAMPLES = 500;
    private static final boolean JUDGE = Boolean.getBoolean("ecg.hostile.judge");
    private static final double MOST_APART = 0.05;
    private static final double CERTAINLY_APART = 0.5;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String BODY = "{\"leads\":[{\"name\":\"I\",\"signal\":[1,-2]}]}";

    private static final ContractCheck CONTRACT = new ContractCheck();
    private static Service service;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        service = Service.started();
        http = service.http(CONTRACT);
        service.asUser("ada");
        service.asUser("bob");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void eachOperationOnAnothersIdAnswersAsForOneThatIsNotThere() {
        String adas = submit("ada");
        List<ContractOperation> operations = CONTRACT.operations().stream()
                .filter(operation -> operation.path().contains("{id}"))
                .toList();
        assertTrue(operations.size() >= 3, operations::toString);
        for (ContractOperation operation : operations) {
            Answer others = call(operation.method(), operation.path().replace("{id}", adas), "bob");
            Answer nobodys = call(
                    operation.method(),
                    operation.path().replace("{id}", UUID.randomUUID().toString()),
                    "bob");
            assertEquals(404, others.status(), operation.id());
            assertEquals(nobodys.body(), others.body(), operation.id());
            assertEquals(nobodys.headers().keySet(), others.headers().keySet(), operation.id());
        }
        assertEquals(200, call("GET", "/v1/ecg/" + adas, "ada").status());
    }

    @Test
    void theSameIdIsTwoEcgsOfTwoUsers() {
        String id = UUID.randomUUID().toString();
        String body = BODY.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
        assertEquals(
                202,
                http.request("POST", "/v1/ecg")
                        .as("ada", password("ada"))
                        .json(body)
                        .send()
                        .status());
        assertEquals(
                202,
                http.request("POST", "/v1/ecg")
                        .as("bob", password("bob"))
                        .json(body.replace("[1,-2]", "[1,7]"))
                        .send()
                        .status());
        assertEquals(204, call("DELETE", "/v1/ecg/" + id, "bob").status());
        assertEquals(200, call("GET", "/v1/ecg/" + id, "ada").status());
        assertEquals(404, call("GET", "/v1/ecg/" + id, "bob").status());
    }

    @Test
    void anothersCursorOpensOnesOwnListOnly() {
        List<String> adas = List.of(submit("ada"), submit("ada"), submit("ada"));
        List<String> bobs = List.of(submit("bob"), submit("bob"), submit("bob"));
        String cursor = call("GET", "/v1/ecg?limit=1", "ada").json().getString("next_cursor");
        String page = call("GET", "/v1/ecg?limit=500&cursor=" + cursor, "bob").body();
        adas.forEach(id -> assertFalse(page.contains(id), page));
        String own = call("GET", "/v1/ecg?limit=500", "bob").body();
        bobs.forEach(id -> assertTrue(own.contains(id), own));
        adas.forEach(id -> assertFalse(own.contains(id), own));
        Answer asAdministrator = http.request("GET", "/v1/ecg?cursor=" + cursor)
                .as(Service.ADMIN, Service.ADMIN_PASSWORD)
                .send();
        assertEquals(403, asAdministrator.status());
    }

    @Test
    void theThreeReasonsForNotFoundLookAndLastTheSame() throws IOException {
        String deleted = submit("bob");
        assertEquals(204, call("DELETE", "/v1/ecg/" + deleted, "bob").status());
        Map<String, String> ids = new TreeMap<>();
        ids.put("another's", submit("ada"));
        ids.put("deleted", deleted);
        ids.put("never there", UUID.randomUUID().toString());
        List<String> reasons = new ArrayList<>(ids.keySet());
        Map<String, List<Long>> times = new HashMap<>();
        Map<String, String> bodies = new HashMap<>();
        try (RawConnection connection =
                new RawConnection(service.url().getHost(), service.url().getPort())) {
            for (int i = -50; i < SAMPLES; i++) {
                // In turns, each as often first: what else the machine does falls on all alike.
                Collections.rotate(reasons, 1);
                for (String reason : reasons) {
                    byte[] request = ("GET /v1/ecg/" + ids.get(reason) + " HTTP/1.1\r\nHost: a\r\nAuthorization: "
                                    + RawHttp.basic("bob", password("bob")) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII);
                    long sent = System.nanoTime();
                    Answer answer = connection.exchange(request);
                    long nanos = System.nanoTime() - sent;
                    assertEquals(404, answer.status());
                    bodies.putIfAbsent(reason, answer.body());
                    assertEquals(bodies.get(reason), answer.body());
                    if (i >= 0) {
                        times.computeIfAbsent(reason, any -> new ArrayList<>()).add(nanos);
                    }
                }
            }
        }
        assertEquals(1, bodies.values().stream().distinct().count(), bodies::toString);
        double apart = apart(times);
        assertTrue(apart < (JUDGE ? MOST_APART : CERTAINLY_APART), () -> "medians are " + apart + " apart");
    }

    private static double apart(Map<String, List<Long>> times) {
        List<Long> medians = new ArrayList<>();
        times.forEach((reason, nanos) -> {
            Collections.sort(nanos);
            medians.add(nanos.get(nanos.size() / 2));
            System.err.printf(
                    Locale.ROOT,
                    "not found, %-11s: median %.3f ms of %d%n",
                    reason,
                    nanos.get(nanos.size() / 2) / NANOS_PER_MILLI,
                    nanos.size());
        });
        double apart = (double) Collections.max(medians) / Collections.min(medians) - 1;
        System.err.printf(Locale.ROOT, "not found: medians %.1f %% apart%n", 100 * apart);
        return apart;
    }

    private static String submit(String user) {
        Answer answer = http.request("POST", "/v1/ecg")
                .as(user, password(user))
                .json(BODY)
                .send();
        assertEquals(202, answer.status(), answer::toString);
        return answer.json().getString("id");
    }

    private static Answer call(String method, String path, String user) {
        return http.request(method, path).as(user, password(user)).send();
    }

    private static String password(String user) {
        return "the password of " + user;
    }
}
