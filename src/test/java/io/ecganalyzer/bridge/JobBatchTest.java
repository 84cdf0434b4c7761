package io.ecganalyzer.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.bus.JobSubmitted;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in one message, and which hinted jobs go into one. */
final class JobBatchTest {
    private final HintedJobs hinted = new HintedJobs();

    @Test
    void severalJobsAreReadAsTheyWereWritten() throws NewerMessageException {
        JobBatch batch = new JobBatch(List.of(new JobMessage(1L << 52, "a"), new JobMessage(8, "b\"")));
        assertEquals(batch, JobBatch.decode(batch.encode()));
        assertEquals("job-" + (1L << 52) + "+1", batch.messageId());
    }

    @Test
    void oneJobIsWrittenAsOlderConsumersKnowIt() throws NewerMessageException {
        JobBatch batch = JobBatch.of(new JobMessage(7, "r"));
        assertEquals(
                "{\"v\":1,\"ecg_key\":7,\"request_id\":\"r\"}", batch.encode().toString());
        assertEquals(batch, JobBatch.decode(batch.encode()));
        assertEquals("job-7", batch.messageId());
    }

    @Test
    void theLargestBatchIsShortEnoughToBeRead() throws NewerMessageException {
        JobBatch largest = new JobBatch(IntStream.range(0, JobBatch.MAX_JOBS)
                .mapToObj(i -> new JobMessage(Long.MAX_VALUE - i, "r".repeat(64)))
                .toList());
        assertEquals(largest, JobBatch.decode(largest.encode()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":2}",
                "{\"v\":2,\"jobs\":[]}",
                "{\"v\":2,\"jobs\":{}}",
                "{\"v\":2,\"jobs\":[7]}",
                "{\"v\":2,\"jobs\":[{\"ecg_key\":1.5}]}",
                "{\"v\":0,\"jobs\":[{\"ecg_key\":1}]}"
            })
    void whatIsNoBatchIsNotRead(String body) {
        assertThrows(IllegalArgumentException.class, () -> JobBatch.decode(Buffer.buffer(body)));
    }

    @Test
    void whatANewerReleaseWroteIsToldAsSuch() {
        Buffer newer = Buffer.buffer("{\"v\":3,\"jobs\":[{\"ecg_key\":1}]}");
        assertThrows(NewerMessageException.class, () -> JobBatch.decode(newer));
    }

    @Test
    void aHintAloneGoesAtOnceAndOthersTogetherAfterTwo() {
        for (int key = 1; key <= 20; key++) {
            assertTrue(hinted.add(new JobSubmitted(key, "r", 500)));
            if (key <= 2) {
                assertEquals(List.of((long) key), keysOf(hinted.take()));
            }
        }
        assertEquals(Optional.empty(), hinted.take());
        hinted.ended();
        assertEquals(IntStream.rangeClosed(3, 18).mapToObj(Long::valueOf).toList(), keysOf(hinted.take()));
        assertEquals(Optional.empty(), hinted.take());
        hinted.ended();
        assertEquals(List.of(19L, 20L), keysOf(hinted.take()));
    }

    @Test
    void largeOnesTravelAlone() {
        hinted.add(new JobSubmitted(1, "r", 60_000));
        hinted.add(new JobSubmitted(2, "r", 60_000));
        hinted.add(new JobSubmitted(3, "r", 1_300_000));
        assertEquals(List.of(1L), keysOf(hinted.take()));
        assertEquals(List.of(2L), keysOf(hinted.take()));
        hinted.ended();
        assertEquals(List.of(3L), keysOf(hinted.take()));
    }

    private static List<Long> keysOf(Optional<JobBatch> batch) {
        return batch.orElseThrow().jobs().stream().map(JobMessage::ecgKey).toList();
    }
}
