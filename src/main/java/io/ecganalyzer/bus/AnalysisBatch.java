package io.ecganalyzer.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Asks a worker for several small analyses in one message; answered when all of them are.
 *
 * @param requests at most some dozens, so that the message stays small
 */
@Wire(address = "ecg.analysis.batch")
public record AnalysisBatch(List<AnalysisRequest> requests) implements Message.Request<AnalysisBatch.Outcomes> {
    public AnalysisBatch {
        requests = List.copyOf(requests);
    }

    @Override
    @JsonIgnore
    public Class<Outcomes> replyType() {
        return Outcomes.class;
    }

    /** What became of each, in the order of the requests. */
    @Wire(address = "ecg.analysis.batch")
    public record Outcomes(List<AnalysisOutcome> outcomes) implements Message.Reply {
        public Outcomes {
            outcomes = List.copyOf(outcomes);
        }
    }
}
