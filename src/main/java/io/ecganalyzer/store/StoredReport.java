package io.ecganalyzer.store;

import io.ecganalyzer.ecg.EcgStatus;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * An ECG without its samples: where it stands and what was measured.
 *
 * @param leads in the order of submission
 * @param analyses by name; empty until {@code status} is DONE
 * @param failure present exactly if {@code status} is FAILED
 */
public record StoredReport(
        long ecgKey,
        UUID id,
        EcgStatus status,
        int attempts,
        OffsetDateTime submittedAt,
        Optional<OffsetDateTime> finishedAt,
        Optional<OffsetDateTime> recordedAt,
        OptionalDouble samplingRateHz,
        List<LeadEntry> leads,
        List<StoredAnalysis> analyses,
        Optional<Failure> failure) {
    public StoredReport {
        leads = List.copyOf(leads);
        analyses = List.copyOf(analyses);
    }

    /** A lead without its samples. */
    public record LeadEntry(String name, int numberOfSamples) {}

    /**
     * Why an ECG could not be analyzed.
     *
     * @param code stable, for programs
     * @param message for people
     */
    public record Failure(String code, String message) {}
}
