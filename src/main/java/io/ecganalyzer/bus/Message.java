package io.ecganalyzer.bus;

/**
 * What travels on the event bus: small records of references and states, never a signal. Each kind says by its type how it
 * is sent, so that a hint cannot be published to every node, nor an announcement sent to only one, by mistake.
 */
public sealed interface Message {
    /** To one receiver of the cluster; may be lost, and nothing may depend on its arrival. */
    sealed interface Hint extends Message permits JobSubmitted {}

    /** To every receiver of the cluster; may be lost. */
    sealed interface Announcement extends Message permits Progress, CredentialsForgotten, ResultForgotten {}

    /**
     * To one receiver, which answers.
     *
     * @param <R> the kind of its reply
     */
    sealed interface Request<R extends Reply> extends Message permits AnalysisRequest, AnalysisBatch, SegmentRequest {
        /** The type of the reply, which a receiver of JSON has to know. */
        Class<R> replyType();
    }

    /** The answer to a {@link Request}. */
    sealed interface Reply extends Message permits AnalysisOutcome, AnalysisBatch.Outcomes, SegmentOutcome {}
}
