package io.ecganalyzer.api;

/** Why nobody was authenticated. Carries no stack: a wrong password is no fault of the program, and may come often. */
final class AuthenticationException extends Exception {
    private static final long serialVersionUID = 1L;

    enum Reason {
        /** Unknown user and wrong password alike; answered 401. */
        REFUSED,
        /** As many verifications wait as may; answered 503 with Retry-After. */
        BUSY
    }

    private final Reason reason;

    AuthenticationException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
