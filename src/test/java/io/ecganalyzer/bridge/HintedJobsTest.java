package io.ecganalyzer.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.bus.JobSubmitted;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HintedJobsTest {
    private static final long SMALL = 500;
    private static final long LARGE = 1_000_000;

    private final HintedJobs jobs = new HintedJobs();
    private int next;

    @Test
    void theFirstIsTakenAtOnceAndWhatComesMeanwhileTogether() {
        add(1, SMALL);
        assertEquals(List.of(1), taken());
        add(3, SMALL);
        assertEquals(List.of(), taken());
        jobs.ended();
        assertEquals(List.of(3), taken());
    }

    @Test
    void eachIsInOneMessageInTheOrderOfTheHints() {
        add(1, SMALL);
        assertEquals(List.of(1L), keys());
        add(19, SMALL);
        assertEquals(LongStream.rangeClosed(2, 17).boxed().toList(), keys());
        assertEquals(Optional.empty(), jobs.take());
        jobs.ended();
        jobs.ended();
        assertEquals(List.of(18L, 19L, 20L), keys());
    }

    private List<Long> keys() {
        return jobs.take().orElseThrow().jobs().stream().map(JobMessage::ecgKey).toList();
    }

    @Test
    void whatFillsAMessageWaitsForNoOther() {
        add(1, SMALL);
        assertEquals(List.of(1), taken());
        add(JobBatch.MAX_JOBS + 1, SMALL);
        assertEquals(List.of(JobBatch.MAX_JOBS), taken());
        jobs.ended();
        assertEquals(List.of(), taken());
        jobs.ended();
        assertEquals(List.of(1), taken());
    }

    @Test
    void largeOnesTravelAloneAndSideBySide() {
        add(20, LARGE);
        assertEquals(List.of(1, 1, 1, 1, 1, 1, 1, 1), taken());
        jobs.ended();
        assertEquals(List.of(1), taken());
    }

    @Test
    void aLargeOneIsNotMadeToWaitBySmallOnes() {
        add(2, SMALL);
        assertEquals(List.of(2), taken());
        add(1, SMALL);
        add(1, LARGE);
        assertEquals(List.of(1, 1), taken());
    }

    @Test
    void beyondABoundTheyAreLeftToTheSweep() {
        add(10_000, SMALL);
        assertFalse(jobs.add(hint(SMALL)));
        taken();
        assertTrue(jobs.add(hint(SMALL)));
    }

    private void add(int count, long samples) {
        IntStream.range(0, count).forEach(i -> assertTrue(jobs.add(hint(samples))));
    }

    private JobSubmitted hint(long samples) {
        return new JobSubmitted(++next, "r", samples);
    }

    /** The sizes of all the messages that are to be published now. */
    private List<Integer> taken() {
        return Stream.generate(jobs::take)
                .takeWhile(Optional::isPresent)
                .map(batch -> batch.get().jobs().size())
                .toList();
    }
}
