package io.ecganalyzer.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.acceptance.Service;
import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.RawConnection;
import io.ecganalyzer.testing.SecurityHeadersCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Sends requests that are made out of the contract, {@code -Decg.fuzz.requests} of them (100,000 by the profile {@code hostile}), from
 * {@code -Decg.fuzz.seed}, and holds each answer to the contract: none of 5xx, none that is not documented, none that does not come.
 */
class ContractFuzzIT {
    private static final int REQUESTS = Integer.getInteger("ecg.fuzz.requests", 3_000);
    private static final long SEED = Long.getLong("ecg.fuzz.seed", 20_261_126L);
    private static final int THREADS = 4;
    private static final int FAULTS_SHOWN = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ContractCheck contract = new ContractCheck();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Queue<String> knownIds = new ConcurrentLinkedQueue<>();
    private final AtomicLong slowest = new AtomicLong();

    @Test
    void everyAnswerIsInTheContract() throws Exception {
        try (Service service = Service.with(Map.of("http.max_body", "1MiB"))) {
            Map<String, String> passwords = new LinkedHashMap<>();
            passwords.put(Service.ADMIN, Service.ADMIN_PASSWORD);
            for (String user : List.of("ada", "bob")) {
                service.asUser(user);
                passwords.put(user, "the password of " + user);
            }
            List<Thread> threads = IntStream.range(0, THREADS)
                    .mapToObj(number -> new Thread(
                            () -> send(service, new FuzzRequests(contract, passwords, knownIds, SEED + number)),
                            "fuzz-" + number))
                    .toList();
            long began = System.nanoTime();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            System.err.printf(
                    Locale.ROOT,
                    "fuzzer: seed %d, %d requests in %.0f s, statuses %s, slowest answer %.0f ms, faults %d%n",
                    SEED,
                    REQUESTS,
                    (System.nanoTime() - began) / 1e9,
                    new TreeMap<>(statuses),
                    slowest.get() / NANOS_PER_MILLI,
                    faults.size());
        }
        faults.stream().limit(FAULTS_SHOWN).forEach(System.err::println);
        assertEquals(0, faults.size(), "see above; the seed is " + SEED);
        assertTrue(statuses.getOrDefault(202, new AtomicInteger()).get() > REQUESTS / 200, "hardly an ECG was taken");
    }

    private void send(Service service, FuzzRequests requests) {
        try (RawConnection connection =
                new RawConnection(service.url().getHost(), service.url().getPort())) {
            for (int i = 0; i < REQUESTS / THREADS; i++) {
                FuzzRequests.Request request = requests.next();
                try {
                    long sent = System.nanoTime();
                    Answer answer = connection.exchange(request.bytes());
                    slowest.accumulateAndGet(System.nanoTime() - sent, Math::max);
                    judge(request, answer);
                } catch (IOException | RuntimeException | AssertionError fault) {
                    faults.add(fault + " " + fault.getCause() + "\n  "
                            + new String(request.bytes(), StandardCharsets.ISO_8859_1)
                                    .lines()
                                    .limit(12)
                                    .toList());
                }
            }
        } catch (IOException e) {
            faults.add(e.toString());
        }
    }

    private void judge(FuzzRequests.Request request, Answer answer) {
        statuses.computeIfAbsent(answer.status(), status -> new AtomicInteger()).incrementAndGet();
        assertTrue(answer.status() < 500, () -> "status " + answer.status() + ": " + answer.body());
        if (!request.detour()) {
            contract.check(answer, request.method(), request.path());
        }
        SecurityHeadersCheck.check(answer);
        if (answer.status() == 202) {
            knownIds.add(answer.json().getString("id"));
        }
    }
}
