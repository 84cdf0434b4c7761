package io.ecganalyzer.store;

/**
 * What came of a submission.
 *
 * @param ecgKey of the stored ECG; 0 where there is none of this user ({@link Outcome#NO_SUCH_USER})
 */
public record Submitted(Outcome outcome, long ecgKey) {
    public enum Outcome {
        /** Stored and committed together with its job. */
        ACCEPTED,
        /** The same user sent the same content under this id before. */
        REPEATED,
        /** The same user sent other content under this id before. */
        CONFLICT,
        /** The user was deleted since the request was authenticated. */
        NO_SUCH_USER
    }
}
