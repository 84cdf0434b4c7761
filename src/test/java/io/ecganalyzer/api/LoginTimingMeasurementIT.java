package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long a refusal takes, over HTTP: unknown users, wrong passwords of users and of administrators should not be told
 * apart. It prints the medians and judges none, as a shared machine's times are no test; {@code -Decg.login.rounds=500} gives
 * figures worth quoting, some two minutes at cost 10.
 */
class LoginTimingMeasurementIT {
    private static final int ROUNDS = Integer.getInteger("ecg.login.rounds", 5);
    private static final int COST = 10;
    private static final double NANOS_PER_MILLI = 1e6;

    @TempDir
    private Path directory;

    @Test
    void refusalsTakeTheSameTime() throws Exception {
        Vertx vertx = Vertx.vertx();
        AuthenticationSettings settings =
                ApiNode.with(ApiNode.settings(directory, COST), COST, 1, 100, 1_000_000, 1_000_000);
        try (ApiNode node = ApiNode.start(vertx, ApiNode.freshDatabase(), settings)) {
            node.asAdministrator(
                    HttpMethod.POST,
                    "/v1/admin/register_user",
                    new JsonObject()
                            .put("username", "ada")
                            .put("password", "adas password")
                            .encode());
            Map<String, List<Long>> times = new TreeMap<>();
            List<String> names = Arrays.asList("nobody", "ada", ApiNode.ADMINISTRATOR);
            for (int i = -2; i < ROUNDS; i++) {
                // Taking turns, each as often first as the others, so that what else the machine does falls on all
                // alike.
                Collections.rotate(names, 1);
                for (String name : names) {
                    long nanos = refusal(node, name, "wrong password " + i);
                    if (i >= 0) {
                        times.computeIfAbsent(name, any -> new ArrayList<>()).add(nanos);
                    }
                }
            }
            times.forEach(LoginTimingMeasurementIT::print);
        } finally {
            ApiNode.get(vertx.close());
        }
    }

    private static long refusal(ApiNode node, String name, String password) {
        ApiNode.Client client = node.client();
        long start = System.nanoTime();
        int status =
                client.call(HttpMethod.GET, "/v1/analyzers", name, password, "").status();
        long nanos = System.nanoTime() - start;
        assertEquals(401, status);
        return nanos;
    }

    /** The tenth is hardly disturbed by what else the machine does. */
    private static void print(String name, List<Long> nanos) {
        Collections.sort(nanos);
        System.err.printf(
                Locale.ROOT,
                "login refused, %-6s: median %.2f ms, tenth %.2f ms of %d%n",
                name,
                nanos.get(nanos.size() / 2) / NANOS_PER_MILLI,
                nanos.get(nanos.size() / 10) / NANOS_PER_MILLI,
                nanos.size());
    }
}
