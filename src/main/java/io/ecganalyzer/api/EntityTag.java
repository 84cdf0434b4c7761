package io.ecganalyzer.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Answers JSON with its entity tag, or 304 to a client that has it already (RFC 9110, section 13.1.2). */
final class EntityTag {
    private static final int BYTES = 16;

    private EntityTag() {}

    static void answer(RoutingContext context, String json) {
        String tag = tagOf(json);
        context.response().putHeader(HttpHeaders.ETAG, tag);
        if (matches(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            context.response().setStatusCode(304).end();
        } else {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json);
        }
    }

    private static String tagOf(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "\"" + HexFormat.of().formatHex(digest, 0, BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Weak comparison, as the RFC asks for here. Our tags hold no comma. */
    private static boolean matches(String known, String tag) {
        if (known == null) {
            return false;
        }
        for (String candidate : known.split(",", -1)) {
            String stripped = candidate.strip();
            if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
