package io.ecganalyzer.store;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * An ECG to be stored with its job.
 *
 * @param id unique among this user's ECGs only
 * @param analyzersJson the client's choice of analyzers, empty for all
 * @param leads encoded by the caller, who decides on which thread
 * @param contentHash of everything that the client sent but the id; tells a repetition from a conflict
 * @param requestId goes along to the job
 */
@SuppressWarnings("ArrayRecordComponent") // identity equality is never used
public record NewEcg(
        UUID userId,
        UUID id,
        Optional<OffsetDateTime> recordedAt,
        OptionalDouble samplingRateHz,
        Optional<String> analyzersJson,
        List<EncodedLead> leads,
        byte[] contentHash,
        String requestId) {
    public NewEcg {
        Objects.requireNonNull(userId);
        Objects.requireNonNull(id);
        leads = List.copyOf(leads);
        if (leads.isEmpty()) {
            throw new IllegalArgumentException("an ECG needs at least one lead");
        }
    }

    /** Of all leads. */
    public long numberOfSamples() {
        return leads.stream().mapToLong(EncodedLead::numberOfSamples).sum();
    }

    /** Bytes of all encoded signals. */
    long signalBytes() {
        return leads.stream().mapToLong(lead -> lead.signal().length).sum();
    }
}
