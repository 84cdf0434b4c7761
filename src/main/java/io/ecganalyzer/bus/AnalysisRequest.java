package io.ecganalyzer.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;

/**
 * Asks a worker to claim a job and to analyze its ECG.
 *
 * @param ecgKey the key of the ECG's row, which is also the job's
 * @param requestId of the HTTP request that brought it
 */
@Wire(address = "ecg.analysis")
public record AnalysisRequest(long ecgKey, String requestId) implements Message.Request<AnalysisOutcome> {
    public AnalysisRequest {
        Objects.requireNonNull(requestId);
    }

    @Override
    @JsonIgnore
    public Class<AnalysisOutcome> replyType() {
        return AnalysisOutcome.class;
    }
}
