package io.ecganalyzer.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.OptionalLong;

/** How long a body is to be. */
final class AnnouncedLength {
    private AnnouncedLength() {}

    /** In bytes, by its head; empty where it does not say. HTTP's parser let no malformed one through; more than a long holds is as much as it holds. */
    static OptionalLong of(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(length));
        } catch (NumberFormatException beyond) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }
}
