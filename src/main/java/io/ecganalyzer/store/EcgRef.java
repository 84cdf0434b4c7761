package io.ecganalyzer.store;

import java.util.UUID;

/** Which ECG: ids are unique among their owner's only. */
public record EcgRef(UUID userId, UUID ecgId) {}
