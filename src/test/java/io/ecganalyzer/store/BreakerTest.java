package io.ecganalyzer.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
    private final Breaker breaker = new Breaker(2, PAUSE, clock::get);

    @Test
    void opensAfterFailuresInARowOnly() {
        assertFalse(breaker.failed());
        assertFalse(breaker.succeeded());
        assertFalse(breaker.failed());
        assertTrue(breaker.letsThrough());
        assertTrue(breaker.failed());
        assertFalse(breaker.letsThrough());
        assertFalse(breaker.failed(), "it was open");
    }

    @Test
    void letsOneThroughAPause() {
        open();
        clock.addAndGet(PAUSE.toNanos());
        assertTrue(breaker.letsThrough());
        assertFalse(breaker.letsThrough());
        breaker.failed();
        assertFalse(breaker.letsThrough());
        clock.addAndGet(PAUSE.toNanos());
        assertTrue(breaker.letsThrough());
    }

    @Test
    void aSuccessCloses() {
        open();
        assertTrue(breaker.succeeded());
        assertTrue(breaker.letsThrough());
        assertTrue(breaker.letsThrough());
    }

    private void open() {
        breaker.failed();
        breaker.failed();
    }
}
