package io.ecganalyzer.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Puts the security headers on every answer, pages and problems alike: nothing from another host, no inline script, no
 * framing, no guessing of content types. A route may replace the policy by a wider one of its own.
 */
final class SecurityHeaders implements Handler<RoutingContext> {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    public void handle(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        context.next();
    }
}
