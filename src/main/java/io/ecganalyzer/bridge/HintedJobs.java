package io.ecganalyzer.bridge;

import io.ecganalyzer.bus.JobSubmitted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Jobs that were hinted at and wait to be published. None waits for company: it is taken at once while no publication is under way,
 * and together with others that came meanwhile as soon as that has ended or they fill a message. Of one verticle, all on its event
 * loop.
 */
final class HintedJobs {
    /** Publications at the same time where enough waits to fill another: more than what hides the way to a broker and back. */
    private static final int UNDER_WAY = 8;

    /** As the publisher's own bound; a job that is not taken is due later. Some 100 bytes each. */
    private static final int MAX_WAITING = 10_000;

    /**
     * Samples of the jobs of one message, some ten milliseconds of analysis: larger ECGs travel alone, so that their work spreads over
     * the workers.
     */
    private static final long MAX_SAMPLES = 100_000;

    private final Queue<JobSubmitted> waiting = new ArrayDeque<>();
    private long samplesWaiting;
    private int underWay;

    /** False where too many wait already. */
    boolean add(JobSubmitted hint) {
        if (waiting.size() >= MAX_WAITING) {
            return false;
        }
        samplesWaiting += hint.samples();
        return waiting.add(hint);
    }

    /** What is to be published now, in one message; its end is to be told. Empty where there is nothing, or enough is under way. */
    Optional<JobBatch> take() {
        if (waiting.isEmpty() || underWay >= (fillsAMessage() ? UNDER_WAY : 1)) {
            return Optional.empty();
        }
        underWay++;
        List<JobMessage> batch = new ArrayList<>();
        long samples = 0;
        while (!waiting.isEmpty() && batch.size() < JobBatch.MAX_JOBS) {
            samples += waiting.peek().samples();
            if (!batch.isEmpty() && samples > MAX_SAMPLES) {
                break;
            }
            JobSubmitted next = waiting.remove();
            samplesWaiting -= next.samples();
            batch.add(new JobMessage(next.ecgKey(), next.requestId()));
        }
        return Optional.of(new JobBatch(batch));
    }

    private boolean fillsAMessage() {
        return waiting.size() >= JobBatch.MAX_JOBS || samplesWaiting >= MAX_SAMPLES;
    }

    void ended() {
        underWay--;
    }
}
