package io.ecganalyzer.api;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Holds a body back until somebody asks for it, and gets rid of one that nobody asked for.
 *
 * <p>A request may be answered before its body was read: nobody uploads without a login. The connection is then closed, as the
 * rest of the body stands before the next request. It lingers a little first: a close with unread bytes resets the connection,
 * and the client would lose the answer over it (RFC 9112, section 9.6).
 */
final class UnreadBody implements Handler<RoutingContext> {
    private static final long LINGER_MILLIS = 2_000;
    /** What a client has under way when the answer reaches it; enough for 2 s of a fast line, too little to be of use. */
    private static final long LINGER_BYTES = 32L << 20;

    private final Vertx vertx;

    UnreadBody(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (hasBody(request)) {
            request.pause();
            context.addHeadersEndHandler(headersAreSent -> {
                if (!request.isEnded()) {
                    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                }
            });
            context.addEndHandler(answerIsSent -> discard(request));
        }
        context.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    private void discard(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        long timer = vertx.setTimer(LINGER_MILLIS, late -> request.connection().close());
        long[] discarded = new long[1];
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(whole -> {
            vertx.cancelTimer(timer);
            request.connection().close();
        });
        request.handler(chunk -> {
            discarded[0] += chunk.length();
            if (discarded[0] > LINGER_BYTES) {
                request.connection().close();
            }
        });
        request.resume();
    }
}
