package io.ecganalyzer.api;

import java.time.Duration;
import java.util.Locale;

/** Why nobody was authenticated. Carries no stack: a wrong password is no fault of the program, and may come often. */
final class AuthenticationException extends Exception {
    private static final long serialVersionUID = 1L;

    enum Reason {
        /** Unknown user and wrong password alike; answered 401. */
        REFUSED,
        /** Too many failed logins of this name or from this address; answered 429 with Retry-After. */
        THROTTLED,
        /** As many verifications wait as may; answered 503 with Retry-After. */
        BUSY
    }

    private final Reason reason;
    private final Duration retryAfter;

    private AuthenticationException(Reason reason, Duration retryAfter) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    static AuthenticationException refused() {
        return new AuthenticationException(Reason.REFUSED, Duration.ZERO);
    }

    static AuthenticationException throttled(Duration retryAfter) {
        return new AuthenticationException(Reason.THROTTLED, retryAfter);
    }

    /** A second is some dozen verifications away, so the queue is another one by then. */
    static AuthenticationException busy() {
        return new AuthenticationException(Reason.BUSY, Duration.ofSeconds(1));
    }

    Reason reason() {
        return reason;
    }

    /** When another try may do better; zero where time does not help. */
    Duration retryAfter() {
        return retryAfter;
    }

    /** For a counter. */
    String outcome() {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    Problem problem() {
        return switch (reason) {
            case REFUSED ->
                Problem.of(ProblemType.UNAUTHENTICATED, "Send the name and password of a known user with HTTP Basic.");
            case THROTTLED ->
                Problem.passing(
                        ProblemType.TOO_MANY_REQUESTS,
                        "Too many logins of this name or from this address failed.",
                        retryAfter);
            case BUSY -> Problem.passing(ProblemType.UNAVAILABLE, "Too many logins wait to be verified.", retryAfter);
        };
    }
}
