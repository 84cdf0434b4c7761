package io.ecganalyzer.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Puts the security headers on every answer, pages and problems alike: nothing from another host, no inline script, no
 * framing, no guessing of content types, no copy on a disk. A route may replace the policy by a wider one of its own.
 */
public final class SecurityHeaders implements Handler<RoutingContext> {
    static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    /** RFC 6797. Browsers heed it for names whose certificate they trust, and never for bare addresses. */
    private static final String ONE_YEAR = "max-age=31536000";

    private static final String POLICY = policy("style-src 'self'");

    /** The policy with these directives about styles and what else differs. */
    static String policy(String directives) {
        return "default-src 'none'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " + directives;
    }

    @Override
    public void handle(RoutingContext context) {
        putInto(context.request());
        context.next();
    }

    /** Puts them on the answer to a request that no router handles. */
    public static void putInto(HttpServerRequest request) {
        if (request.isSSL()) {
            request.response().putHeader("Strict-Transport-Security", ONE_YEAR);
        }
        request.response()
                .putHeader(CONTENT_SECURITY_POLICY, POLICY)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
