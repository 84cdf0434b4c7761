package io.ecganalyzer.store;

import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * A job that this worker alone may finish, with all it needs, but for the signals where these are large: {@link JobStore#ofLease} loads
 * them once there is room.
 *
 * @param leaseToken proves the claim; a later claim makes it worthless
 * @param attempt 1 for the first
 * @param leads still encoded, because a claim is answered on an event loop
 */
public record ClaimedJob(
        long ecgKey,
        UUID userId,
        UUID ecgId,
        UUID leaseToken,
        int attempt,
        String requestId,
        OptionalDouble samplingRateHz,
        List<EncodedLead> leads,
        Optional<String> analyzersJson) {
    public ClaimedJob {
        Objects.requireNonNull(leaseToken);
        leads = List.copyOf(leads);
    }

    /** What is needed to renew or end this job. */
    public Lease lease() {
        return new Lease(ecgKey, leaseToken);
    }

    /** Whether the signals are here. */
    public boolean isLoaded() {
        return leads.stream().allMatch(lead -> lead.signal().length > 0);
    }

    /** Samples of all leads together. */
    public long samples() {
        return leads.stream().mapToLong(EncodedLead::numberOfSamples).sum();
    }

    /** Decodes the samples. Takes processor time in proportion to their number: not for an event loop. */
    public Ecg decodeEcg() throws UnreadableSignalException {
        List<Lead> decoded = new ArrayList<>(leads.size());
        for (EncodedLead lead : leads) {
            decoded.add(lead.decode());
        }
        return new Ecg(samplingRateHz, decoded);
    }
}
