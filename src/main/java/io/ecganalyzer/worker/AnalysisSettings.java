package io.ecganalyzer.worker;

import java.time.Duration;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * How a worker deals with jobs.
 *
 * @param lease how long a claimed job is this worker's without a renewal; it is renewed three times as often
 * @param timeLimits for each analyzer on an ECG; one that takes longer has failed
 * @param maxAttempts a job that failed this often for passing reasons has failed
 * @param retryDelay the wait after the given attempt, 1 for the first
 * @param jobsAtOnce jobs that one verticle instance has in hand: while one is computed, others are loaded and stored
 * @param jobsWaiting jobs that one verticle instance holds back before it says that it is busy; the consumer's prefetch is the
 *     usual bound, this one holds when many nodes send to one
 * @param segmentSamples an ECG with more samples, of all leads together, is analyzed in segments; 0 for never
 */
public record AnalysisSettings(
        Duration lease,
        TimeLimits timeLimits,
        int maxAttempts,
        IntFunction<Duration> retryDelay,
        int jobsAtOnce,
        int jobsWaiting,
        int segmentSamples) {
    public AnalysisSettings {
        Objects.requireNonNull(lease);
        Objects.requireNonNull(timeLimits);
        Objects.requireNonNull(retryDelay);
    }

    /**
     * With the usual numbers of jobs in hand, and each ECG in one piece. Eight, because the database flushes to its disk once for all that commit together:
     * small jobs end half as fast again as with three, and sixteen brought no more.
     */
    public AnalysisSettings(Duration lease, TimeLimits timeLimits, int maxAttempts, IntFunction<Duration> retryDelay) {
        this(lease, timeLimits, maxAttempts, retryDelay, 8, 256, 0);
    }

    /** With segments for ECGs above that size. */
    public AnalysisSettings withSegmentsAbove(int samples) {
        return new AnalysisSettings(lease, timeLimits, maxAttempts, retryDelay, jobsAtOnce, jobsWaiting, samples);
    }

    boolean inSegments(long samples) {
        return segmentSamples > 0 && samples > segmentSamples;
    }
}
