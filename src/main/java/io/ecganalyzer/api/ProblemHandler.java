package io.ecganalyzer.api;

import io.ecganalyzer.store.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.ValidatorException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns a failure into an answer. */
final class ProblemHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final String CHALLENGE = "Basic realm=\"ECG Analyzer\", charset=\"UTF-8\"";
    private static final Duration SOON = Duration.ofSeconds(2);

    /** What an operator has to mend takes a while. */
    private static final Duration LATER = Duration.ofSeconds(30);

    private final ContractFaults faults;
    private final MeterRegistry meters;

    ProblemHandler(ContractFaults faults, MeterRegistry meters) {
        this.faults = faults;
        this.meters = meters;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // An answer under way cannot become a problem; a cut stream, or connection, tells that it is not whole.
            response.reset();
            return;
        }
        Problem problem = problemOf(context);
        meters.counter("ecg.api.problems", "type", problem.type().slug()).increment();
        answer(context, problem);
    }

    private Problem problemOf(RoutingContext context) {
        Throwable failure = ours(context.failure());
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof ValidatorException judged) {
            return faults.problemOf(judged, context);
        }
        if (failure instanceof StoreUnavailableException absent && absent.isFull()) {
            warn(context, failure, "The database has no room left on its disk");
            return Problem.passing(
                    ProblemType.UNAVAILABLE, "There is no room for more data now. Try again later.", LATER);
        }
        if (failure instanceof StoreUnavailableException) {
            warn(context, failure, "The database cannot be reached");
            return Problem.passing(ProblemType.UNAVAILABLE, "The database cannot be reached. Try again later.", SOON);
        }
        if (context.statusCode() == 400) {
            return Problem.of(ProblemType.MALFORMED_REQUEST, "The request cannot be understood.");
        }
        LOG.atError()
                .setCause(failure)
                .addKeyValue("request_id", RequestId.of(context))
                .addKeyValue("status", context.statusCode())
                .log("A request met a defect");
        return Problem.of(
                ProblemType.INTERNAL_ERROR, "The request could not be served. The logs tell more under its id.");
    }

    /** The router wraps what its validator and our extractor fail with. */
    private static Throwable ours(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException
                    || cause instanceof ValidatorException
                    || cause instanceof StoreUnavailableException) {
                return cause;
            }
        }
        return failure;
    }

    private static void warn(RoutingContext context, Throwable failure, String line) {
        LOG.atWarn()
                .addKeyValue("request_id", RequestId.of(context))
                .addKeyValue("reason", failure.toString())
                .log(line);
    }

    private static void answer(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (!response.headers().contains(RequestId.HEADER)) {
            // The router refused it before its first handler, as one with a host that is none.
            SecurityHeaders.putInto(context.request());
            response.putHeader(RequestId.HEADER, RequestId.random());
        }
        response.setStatusCode(problem.type().status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (problem.type() == ProblemType.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", CHALLENGE);
        }
        problem.retryAfter()
                .ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(secondsOf(wait))));
        response.end(problem.toJson().toBuffer());
    }

    /** Rounded up: whoever comes back a moment too early is refused again. */
    private static long secondsOf(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
