package io.ecganalyzer.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ForgottenTest {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final UUID ADA = UUID.randomUUID();
    private static final UUID BOB = UUID.randomUUID();
    private static final UUID ECG = UUID.randomUUID();

    private final AtomicLong clock = new AtomicLong();
    private final Forgotten forgotten = new Forgotten(LIFETIME, 3, clock::get);

    @Test
    void aForgottenEcgIsItsOwnersOnly() {
        forgotten.add(ADA, ECG);
        assertTrue(forgotten.contains(ADA, ECG));
        assertFalse(forgotten.contains(BOB, ECG));
        assertFalse(forgotten.contains(ADA, UUID.randomUUID()));
    }

    @Test
    void itIsRememberedForLongerThanAnEntryLives() {
        forgotten.add(ADA, ECG);
        clock.addAndGet(LIFETIME.toNanos());
        assertTrue(forgotten.contains(ADA, ECG));
        clock.addAndGet(LIFETIME.toNanos());
        assertFalse(forgotten.contains(ADA, ECG));
    }

    @Test
    void whereMoreIsForgottenThanItHoldsEverythingIsForAWhile() {
        for (int i = 0; i < 3; i++) {
            forgotten.add(ADA, UUID.randomUUID());
        }
        assertFalse(forgotten.contains(BOB, ECG));
        forgotten.add(ADA, ECG);
        assertTrue(forgotten.contains(BOB, ECG));
        clock.addAndGet(2 * LIFETIME.toNanos());
        assertFalse(forgotten.contains(BOB, ECG));
        forgotten.add(ADA, ECG);
        assertFalse(forgotten.contains(BOB, ECG), "what is over makes room");
    }
}
