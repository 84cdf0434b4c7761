package io.ecganalyzer.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;

/**
 * Asks a worker to claim a job and to analyze its ECG.
 *
 * <p>A worker of the same node: the broker shares the jobs out among the nodes, to each as many as it has acknowledged. Shared out
 * again over the bus, a slow node would get as many as a fast one, and a message would hang on two nodes instead of one.
 *
 * @param ecgKey the key of the ECG's row, which is also the job's
 * @param requestId of the HTTP request that brought it
 */
@Wire(address = "ecg.analysis", ownNode = true)
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
