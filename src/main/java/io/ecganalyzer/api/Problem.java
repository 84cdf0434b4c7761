package io.ecganalyzer.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What went wrong with a request, as RFC 9457 tells it to a client.
 *
 * @param detail what went wrong this time, for people
 * @param faults where in the request; the first ten at most
 * @param faultCount how many faults there are, listed or not
 * @param retryAfter when to try again
 */
record Problem(ProblemType type, String detail, List<Fault> faults, int faultCount, Optional<Duration> retryAfter) {
    /** As many faults as are listed: enough to see what is wrong, in an answer that stays short whatever was sent. */
    static final int MAX_FAULTS = 10;

    static final String MEDIA_TYPE = "application/problem+json";

    Problem {
        Objects.requireNonNull(type);
        Objects.requireNonNull(detail);
        faults = List.copyOf(faults.subList(0, Math.min(faults.size(), MAX_FAULTS)));
    }

    /** One that concerns the request as a whole. */
    static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), 0, Optional.empty());
    }

    /** One that may be gone after a while. */
    static Problem passing(ProblemType type, String detail, Duration retryAfter) {
        return new Problem(type, detail, List.of(), 0, Optional.of(retryAfter));
    }

    /** One with all of its faults, of which the first are listed. */
    static Problem withFaults(ProblemType type, String detail, List<Fault> faults) {
        return new Problem(type, detail, faults, faults.size(), Optional.empty());
    }

    ProblemException asException() {
        return new ProblemException(this);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("type", type.urn())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", detail);
        if (!faults.isEmpty()) {
            JsonArray errors = new JsonArray();
            faults.forEach(fault -> errors.add(fault.toJson()));
            json.put("errors", errors).put("error_count", faultCount);
        }
        return json;
    }

    /**
     * One fault of a request.
     *
     * @param place a JSON pointer as URI fragment, or the name of a parameter
     * @param detail what is wrong there
     */
    record Fault(Kind kind, String place, String detail) {
        enum Kind {
            POINTER,
            PARAMETER
        }

        static Fault at(String pointer, String detail) {
            return new Fault(Kind.POINTER, pointer, detail);
        }

        static Fault ofParameter(String name, String detail) {
            return new Fault(Kind.PARAMETER, name, detail);
        }

        private JsonObject toJson() {
            return new JsonObject()
                    .put(kind == Kind.POINTER ? "pointer" : "parameter", place)
                    .put("detail", detail);
        }
    }
}
