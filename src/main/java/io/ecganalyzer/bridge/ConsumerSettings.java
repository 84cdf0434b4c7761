package io.ecganalyzer.bridge;

import java.time.Duration;

/**
 * How a consumer works.
 *
 * @param prefetch messages that the broker hands over before it waits for an acknowledgement: a few for each analysis that runs
 *     at the same time, so that none waits for the network, and no more, so that other nodes get theirs
 * @param answerWithin how long a worker may take to answer before the database is asked whether it still holds the job
 * @param drain how long a stop waits for answers
 */
public record ConsumerSettings(int prefetch, Duration answerWithin, Duration drain) {
    public ConsumerSettings {
        if (prefetch < 1 || answerWithin.toMillis() < 1 || drain.isNegative()) {
            throw new IllegalArgumentException("the prefetch and the times of a consumer must be above 0");
        }
    }
}
