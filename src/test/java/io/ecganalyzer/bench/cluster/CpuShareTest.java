package io.ecganalyzer.bench.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that would use a whole processor, held to a part of it. */
class CpuShareTest {
    private static final double SHARE = 0.25;
    private static final Duration USED = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What it may have saved up, and the steps in which the kernel counts. */
    private static final Duration COARSENESS = Duration.ofMillis(150);

    private Process busy;

    @BeforeEach
    void start() throws IOException {
        busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
    }

    @AfterEach
    void end() {
        busy.destroyForcibly();
    }

    @Test
    void stoppingAndContinuingHoldsAProcessToItsShare() throws IOException {
        try (CpuShare share = new DutyCycle(busy.pid(), SHARE)) {
            isHeld();
        }
        isFree();
    }

    @Test
    void aControlGroupHoldsAProcessToItsShare() throws IOException {
        Optional<CpuShare> group = ControlGroup.of(busy.pid(), SHARE);
        assumeTrue(group.isPresent(), "no control groups here");
        try (CpuShare share = group.get()) {
            isHeld();
        }
        isFree();
    }

    /** It gets on, and not faster than it may. */
    private void isHeld() {
        long begun = System.nanoTime();
        Duration before = used();
        Awaitility.await().atMost(PATIENCE).until(() -> used().minus(before).compareTo(USED) > 0);
        Duration spent = used().minus(before);
        double allowed = SHARE * (System.nanoTime() - begun) + COARSENESS.toNanos();
        assertTrue(spent.toNanos() <= allowed, () -> "used " + spent + ", allowed " + allowed / 1e9 + " s");
    }

    private void isFree() {
        Duration before = used();
        Awaitility.await().atMost(PATIENCE).until(() -> used().minus(before).compareTo(USED) > 0);
    }

    private Duration used() {
        return busy.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
