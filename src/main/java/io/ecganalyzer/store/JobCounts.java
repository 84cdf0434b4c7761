package io.ecganalyzer.store;

import java.time.Duration;

/**
 * The jobs that are not over. Those that are over are not counted here: there may be millions, and each node counts its own as it
 * ends them.
 *
 * @param oldestQueued how long the oldest queued job has waited; zero if there is none
 */
public record JobCounts(long queued, long running, Duration oldestQueued) {}
