package io.ecganalyzer.bus;

import java.util.Objects;

/**
 * What became of an {@link AnalysisRequest}.
 *
 * @param kind what the bridge acts on
 * @param reason why, for {@link Kind#RETRY_LATER} and {@link Kind#FAILED}; else empty
 */
@Wire(address = "ecg.analysis")
public record AnalysisOutcome(Kind kind, String reason) implements Message.Reply {
    /** What became of the job; only {@link #BUSY} leaves the message on the broker. */
    public enum Kind {
        /** Results are stored. */
        DONE,
        /** Nobody waits for it: done, failed or deleted already, or another worker holds it. */
        NOTHING_TO_DO,
        /** It failed in a way that may pass; its next attempt stands in the database. */
        RETRY_LATER,
        /** It failed for good, which stands in the database. */
        FAILED,
        /** The worker has no room and did not touch it. */
        BUSY
    }

    public AnalysisOutcome {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(reason);
    }

    /** An outcome that needs no reason. */
    public static AnalysisOutcome of(Kind kind) {
        return new AnalysisOutcome(kind, "");
    }
}
