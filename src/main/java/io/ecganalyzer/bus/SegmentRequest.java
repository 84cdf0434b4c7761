package io.ecganalyzer.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;
import java.util.UUID;

/**
 * Asks a worker of any node to look at one segment of a long ECG, for the worker that holds its job.
 *
 * @param ecgKey the key of the ECG's row, which is also the job's
 * @param leaseToken of that worker; once it is worth nothing, so is the answer
 * @param requestId of the HTTP request that brought the ECG
 * @param analyzer its name
 * @param version of the analyzer; another one's segments do not fit
 * @param segment from 0
 */
@Wire(address = "ecg.segment")
public record SegmentRequest(
        long ecgKey, UUID leaseToken, String requestId, String analyzer, String version, int segment)
        implements Message.Request<SegmentOutcome> {
    public SegmentRequest {
        Objects.requireNonNull(leaseToken);
        Objects.requireNonNull(requestId);
        Objects.requireNonNull(analyzer);
        Objects.requireNonNull(version);
    }

    @Override
    @JsonIgnore
    public Class<SegmentOutcome> replyType() {
        return SegmentOutcome.class;
    }
}
