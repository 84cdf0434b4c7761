package io.ecganalyzer.api;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
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
    /** The stream of HTTP/2 holds up nobody else, and some clients (Java 17's) wait for ever to send the rest of one that is reset. */
    private static final long STREAM_LINGER_MILLIS = 30_000;
    /** What a client has under way when the answer reaches it; enough for 2 s of a fast line, too little to be of use. */
    private static final long LINGER_BYTES = 32L << 20;

    /** RFC 9113, section 7. */
    private static final long NO_ERROR = 0;

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
                if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
                    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                }
            });
            context.addEndHandler(answerIsSent -> discard(request));
        }
        context.next();
    }

    /** In HTTP/2 a body needs no header that announces it. One that a GET brings is for nobody and passes by. */
    private static boolean hasBody(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return !request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD);
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    /** Over HTTP/2 other requests are on the connection: only this one's stream is ended (RFC 9113, section 8.1). */
    private static void end(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }

    private void discard(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        boolean stream = request.version() == HttpVersion.HTTP_2;
        long timer = vertx.setTimer(stream ? STREAM_LINGER_MILLIS : LINGER_MILLIS, late -> end(request));
        long[] discarded = new long[1];
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(whole -> {
            vertx.cancelTimer(timer);
            if (!stream) {
                request.connection().close();
            }
        });
        request.handler(chunk -> {
            discarded[0] += chunk.length();
            if (discarded[0] > LINGER_BYTES) {
                end(request);
            }
        });
        request.resume();
    }
}
