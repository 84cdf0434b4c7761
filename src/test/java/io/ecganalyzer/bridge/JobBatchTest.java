package io.ecganalyzer.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in one message. */
final class JobBatchTest {
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
}
