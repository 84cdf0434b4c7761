package io.ecganalyzer.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Test
    void theDelayDoublesUpToTheLongest() {
        RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(5), () -> 1.0);
        assertEquals(Duration.ofSeconds(1), policy.delayAfter(1));
        assertEquals(Duration.ofSeconds(2), policy.delayAfter(2));
        assertEquals(Duration.ofSeconds(4), policy.delayAfter(3));
        assertEquals(Duration.ofSeconds(5), policy.delayAfter(4));
        assertEquals(Duration.ofSeconds(5), policy.delayAfter(Integer.MAX_VALUE));
    }

    @Property
    void aPartBetweenTheHalfAndTheWholeIsWaited(@ForAll @IntRange(min = 1, max = 40) int attempt) {
        Duration first = Duration.ofMillis(100);
        Duration longest = Duration.ofSeconds(30);
        long whole =
                new RetryPolicy(first, longest, () -> 1.0).delayAfter(attempt).toMillis();
        long waited = new RetryPolicy(first, longest).delayAfter(attempt).toMillis();
        assertTrue(waited >= whole / 2 && waited <= whole, waited + " of " + whole);
    }

    @Test
    void delaysThatDoNotGrowAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(Duration.ZERO, Duration.ofSeconds(1)));
        assertThrows(
                IllegalArgumentException.class, () -> new RetryPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
