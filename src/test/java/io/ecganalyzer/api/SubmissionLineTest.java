package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubmissionLineTest {
    private static final long LONGEST = SubmissionLine.LONGEST.toNanos();

    private final SubmissionLine line = new SubmissionLine();

    @Test
    void anEmptyLineIsNotTooLong() {
        assertFalse(line.isTooLong(0));
    }

    @Test
    void aFewAreNotTooManyHoweverLongTheyStand() {
        join(SubmissionLine.ALWAYS - 1, 0);
        assertFalse(line.isTooLong(100 * LONGEST));
    }

    @Test
    void manyAreNotTooManyWhileTheyGoOn() {
        join(1_000, 0);
        assertFalse(line.isTooLong(LONGEST));
        assertTrue(line.isTooLong(LONGEST + 1));
    }

    @Test
    void theFirstOfThoseWhoStillStandCounts() {
        List<Runnable> old = join(SubmissionLine.ALWAYS, 0);
        join(SubmissionLine.ALWAYS, LONGEST);
        assertTrue(line.isTooLong(LONGEST + 1));
        // In no order, as answers come.
        old.subList(1, old.size()).forEach(Runnable::run);
        assertTrue(line.isTooLong(LONGEST + 1));
        old.get(0).run();
        assertFalse(line.isTooLong(LONGEST + 1));
        assertTrue(line.isTooLong(2 * LONGEST + 1));
    }

    @Test
    void whoLeavesTwiceHasLeftOnce() {
        Runnable leave = join(1, 0).get(0);
        join(SubmissionLine.ALWAYS, 0);
        leave.run();
        leave.run();
        assertTrue(line.isTooLong(LONGEST + 1));
    }

    @Test
    void largeOnesHoldUpNobody() {
        for (int i = 0; i < SubmissionLine.ALWAYS; i++) {
            line.join(0, 64 << 20);
        }
        assertFalse(line.isTooLong(100 * LONGEST));
    }

    private List<Runnable> join(int many, long nanoTime) {
        List<Runnable> joined = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            joined.add(line.join(nanoTime, 100));
        }
        return joined;
    }
}
