package io.ecganalyzer.bridge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QueuedJobsTest {
    private static final long MOST = 100;

    private final QueuedJobs queued = new QueuedJobs();

    @Test
    void asManyAsWereCounted() {
        count(99);
        assertFalse(queued.isFull(MOST));
        count(100);
        assertTrue(queued.isFull(MOST));
    }

    @Test
    void andAsManyAsWereTakenSince() {
        count(60);
        grow(39);
        assertFalse(queued.isFull(MOST));
        grow(1);
        assertTrue(queued.isFull(MOST));
        count(60);
        assertFalse(queued.isFull(MOST));
    }

    @Test
    void whatWasTakenWhileTheyWereCountedIsKept() {
        grow(10);
        long before = queued.beginCount();
        grow(45);
        queued.count(60, before);
        assertTrue(queued.isFull(MOST));
    }

    @Test
    void aShortQueueMayGrowMoreUntilTheNextCount() {
        count(49);
        grow(199);
        assertFalse(queued.isFull(MOST));
        grow(1);
        assertTrue(queued.isFull(MOST));
    }

    private void count(long many) {
        queued.count(many, queued.beginCount());
    }

    private void grow(int many) {
        for (int i = 0; i < many; i++) {
            queued.grow();
        }
    }
}
