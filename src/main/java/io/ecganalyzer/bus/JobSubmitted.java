package io.ecganalyzer.bus;

import java.util.Objects;

/**
 * A job was committed and may be published to the broker at once. A relay that misses this finds the job by its sweep.
 *
 * @param ecgKey the key of the ECG's row, which is also the job's
 * @param requestId of the HTTP request that brought it
 * @param samples of all leads, by which the relay knows what is small
 */
@Wire(address = "ecg.job.submitted")
public record JobSubmitted(long ecgKey, String requestId, long samples) implements Message.Hint {
    public JobSubmitted {
        Objects.requireNonNull(requestId);
    }
}
