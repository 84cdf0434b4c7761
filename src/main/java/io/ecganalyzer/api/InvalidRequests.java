package io.ecganalyzer.api;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Answers what HTTP's parser could not read, and closes the connection: nobody knows where the next request begins. */
final class InvalidRequests implements Handler<HttpServerRequest> {
    /** Longer than any body and any answer to it may take. */
    private static final Duration LAST_REQUEST = Duration.ofMinutes(5);

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    @Override
    public void handle(HttpServerRequest request) {
        answer(request, problemOf(request.decoderResult()));
    }

    /**
     * Stands before a router, which cannot read every path and query that HTTP's parser lets through: an escape that is none, and the
     * asterisk of OPTIONS.
     */
    static Handler<HttpServerRequest> before(Handler<HttpServerRequest> router) {
        return request -> {
            Optional<String> fault = faultOf(request);
            if (fault.isPresent()) {
                answer(request, Problem.of(ProblemType.MALFORMED_REQUEST, fault.get()));
                return;
            }
            if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
                beTheLast(request);
            }
            router.handle(request);
        };
    }

    private static Optional<String> faultOf(HttpServerRequest request) {
        String path = request.path();
        if (path == null || !path.startsWith("/") || BROKEN_ESCAPE.matcher(path).find()) {
            return Optional.of("The path of the request is no path.");
        }
        if (request.query() != null && BROKEN_ESCAPE.matcher(request.query()).find()) {
            return Optional.of("The query holds an escape that is none.");
        }
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        return codings.isEmpty() || (codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"))
                ? Optional.empty()
                : Optional.of("The only transfer coding here is chunked.");
    }

    /**
     * A body in chunks may have had a length too, which HTTP's parser drops and a proxy before us may have believed: nothing after it on
     * its connection is taken for a request (RFC 9112, section 6.3).
     */
    private static void beTheLast(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.connection().shutdown(LAST_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void answer(HttpServerRequest request, Problem problem) {
        SecurityHeaders.putInto(request);
        HttpServerResponse response = request.response()
                .setStatusCode(problem.type().status())
                .putHeader(RequestId.HEADER, RequestId.random())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (request.version() == HttpVersion.HTTP_2) {
            // Where the next request begins is known there.
            response.end(problem.toJson().toBuffer());
            return;
        }
        beTheLast(request);
        response.end(problem.toJson().toBuffer())
                .onComplete(sent -> request.connection().close());
    }

    private static Problem problemOf(DecoderResult result) {
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpLineException) {
            return Problem.of(ProblemType.REQUEST_LINE_TOO_LONG, "The request line has more than 4096 bytes.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Problem.of(ProblemType.HEADERS_TOO_LARGE, "The headers have more than 8192 bytes.");
        }
        return Problem.of(ProblemType.MALFORMED_REQUEST, "The request is no valid HTTP.");
    }
}
