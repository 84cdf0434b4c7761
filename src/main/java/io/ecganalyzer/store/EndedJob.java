package io.ecganalyzer.store;

import java.util.UUID;

/** A job that was ended by the sweep rather than by a worker, with what is needed to tell its owner. */
public record EndedJob(long ecgKey, UUID userId, UUID ecgId, String requestId) {}
