package io.ecganalyzer.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.ecganalyzer.acceptance.Service;
import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.RawConnection;
import io.ecganalyzer.testing.RawHttp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Connections that say nothing, or next to nothing: {@code -Decg.hostile.connections} of them, 10,000 by the profile {@code hostile}. Others
 * are served meanwhile, and the service closes each of them by itself.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyConnectionsIT {
    private static final int WANTED = Integer.getInteger("ecg.hostile.connections", 1_000);
    private static final int KEPT_FILES = 2_000;
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(5 + WANTED / 500);
    /** On a machine that is busy with others everything takes longer. */
    private static final double MOST_MILLIS = Boolean.getBoolean("ecg.hostile.judge") ? 1_000 : 10_000;

    private static Service service;

    @BeforeAll
    static void start() {
        service = Service.with(Map.of("http.body_timeout", BODY_TIMEOUT.toSeconds() + "s", "http.idle_timeout", "5s"));
        service.asUser("ada");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void silentOnes() throws IOException {
        open("silent", "");
    }

    @Test
    void slowHeads() throws IOException {
        open("slow heads", "GET /v1/analyzers HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    }

    @Test
    void slowBodies() throws IOException {
        open(
                "slow bodies",
                "POST /v1/ecg HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"
                        + login() + "\r\n{");
    }

    private static void open(String what, String first) throws IOException {
        int count = Math.min(WANTED, affordable());
        long began = System.nanoTime();
        int atMost;
        List<Double> millis;
        try (IdleClients clients = IdleClients.connect(service.url().getPort(), count, first)) {
            atMost = clients.awaitOpen();
            millis = askMeanwhile();
            clients.awaitClosed();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.err.printf(
                Locale.ROOT,
                "connections, %s: %d open at once, another's answers meanwhile median %.1f ms, worst %.0f ms, all closed after %.0f s%n",
                what,
                atMost,
                millis.get(millis.size() / 2),
                millis.get(millis.size() - 1),
                seconds);
        assertTrue(atMost > count / 2, () -> "only " + atMost + " were open at once");
        assertTrue(millis.get(millis.size() - 1) < MOST_MILLIS, millis::toString);
    }

    private static List<Double> askMeanwhile() throws IOException {
        List<Double> millis = new ArrayList<>();
        try (RawConnection connection =
                new RawConnection("127.0.0.1", service.url().getPort())) {
            for (int i = 0; i < 50; i++) {
                long sent = System.nanoTime();
                Answer answer = connection.exchange(
                        ("GET /v1/ecg HTTP/1.1\r\nHost: a\r\n" + login() + "\r\n").getBytes(StandardCharsets.US_ASCII));
                millis.add((System.nanoTime() - sent) / 1e6);
                assertEquals(200, answer.status());
            }
        }
        Collections.sort(millis);
        return millis;
    }

    private static String login() {
        return "Authorization: " + RawHttp.basic("ada", "the password of ada") + "\r\n";
    }

    /** The service is in this process. */
    private static int affordable() {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return (int) Math.min(WANTED, system.getMaxFileDescriptorCount() - KEPT_FILES);
    }
}
