package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * Measures how long a refusal takes, over HTTP: unknown users, wrong passwords of users and of administrators, also of one whose hash
 * has a lower cost, should not be told apart. It prints the medians, and judges them only with {@code -Decg.hostile.judge=true} (the
 * profile {@code hostile}), as a shared machine's times are no test; what no machine explains fails always.
 */
class LoginTimingMeasurementIT {
    private static final boolean JUDGE = Boolean.getBoolean("ecg.hostile.judge");
    private static final int ROUNDS = Integer.getInteger("ecg.login.rounds", 20);
    private static final int COST = 8;
    private static final String CHEAP_ADMINISTRATOR = "cheap";
    private static final double MOST_APART = 0.05;
    /** The refusal of a hash that is cheaper by 16 times is told apart on any machine. */
    private static final double CERTAINLY_APART = 0.6;

    private static final double NANOS_PER_MILLI = 1e6;

    @TempDir
    private Path directory;

    @Test
    void refusalsTakeTheSameTime() throws Exception {
        Vertx vertx = Vertx.vertx();
        AuthenticationSettings settings =
                ApiNode.with(ApiNode.settings(directory, COST), COST, 1, 100, 1_000_000, 1_000_000);
        Files.writeString(
                settings.htpasswdFile(),
                CHEAP_ADMINISTRATOR + ":"
                        + BcryptFunction.getInstance(Bcrypt.Y, 4)
                                .hash("a password")
                                .getResult()
                        + "\n",
                StandardOpenOption.APPEND);
        try (ApiNode node = ApiNode.start(vertx, ApiNode.freshDatabase(), settings)) {
            node.asAdministrator(
                    HttpMethod.POST,
                    "/v1/admin/register_user",
                    new JsonObject()
                            .put("username", "ada")
                            .put("password", "adas password")
                            .encode());
            Map<String, List<Long>> times = new TreeMap<>();
            List<String> names = Arrays.asList("nobody", "ada", ApiNode.ADMINISTRATOR, CHEAP_ADMINISTRATOR);
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
            double apart = apart(times);
            System.err.printf(Locale.ROOT, "login refused: medians %.1f %% apart%n", 100 * apart);
            assertTrue(apart < (JUDGE ? MOST_APART : CERTAINLY_APART), () -> "medians are " + apart + " apart");
        } finally {
            ApiNode.get(vertx.close());
        }
    }

    /** The highest median over the lowest, less one. */
    private static double apart(Map<String, List<Long>> times) {
        List<Long> medians = times.values().stream()
                .map(sorted -> sorted.get(sorted.size() / 2))
                .sorted()
                .toList();
        return (double) medians.get(medians.size() - 1) / medians.get(0) - 1;
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
