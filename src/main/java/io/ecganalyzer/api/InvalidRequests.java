package io.ecganalyzer.api;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** Answers what HTTP's parser could not read, and closes the connection: nobody knows where the next request begins. */
final class InvalidRequests implements Handler<HttpServerRequest> {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    @Override
    public void handle(HttpServerRequest request) {
        answer(request, problemOf(request.decoderResult()));
    }

    /**
     * Stands before a router, which cannot read every path that HTTP's parser lets through: an escape that is none, and the asterisk of
     * OPTIONS.
     */
    static Handler<HttpServerRequest> before(Handler<HttpServerRequest> router) {
        return request -> {
            String path = request.path();
            if (path == null
                    || !path.startsWith("/")
                    || BROKEN_ESCAPE.matcher(path).find()) {
                answer(request, Problem.of(ProblemType.MALFORMED_REQUEST, "The path of the request is no path."));
            } else {
                router.handle(request);
            }
        };
    }

    private static void answer(HttpServerRequest request, Problem problem) {
        SecurityHeaders.putInto(request.response());
        request.response()
                .setStatusCode(problem.type().status())
                .putHeader(RequestId.HEADER, RequestId.random())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(problem.toJson().toBuffer())
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
