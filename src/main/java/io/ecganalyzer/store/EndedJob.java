package io.ecganalyzer.store;

import java.util.UUID;

/** A job that was ended, or queued again, by other than a worker, with what is needed to tell its owner. */
public record EndedJob(long ecgKey, UUID userId, UUID ecgId, String requestId) {}
