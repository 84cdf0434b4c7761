package io.ecganalyzer.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Gives each request an id that stands in its answer, in our logs and at its job; the client's own where it sent a good one. */
final class RequestId implements Handler<RoutingContext> {
    static final String HEADER = "X-Request-Id";

    private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public void handle(RoutingContext context) {
        String given = context.request().getHeader(HEADER);
        String id = given != null && GOOD.matcher(given).matches() ? given : random();
        context.put(HEADER, id);
        context.response().putHeader(HEADER, id);
        context.next();
    }

    static String of(RoutingContext context) {
        return context.get(HEADER);
    }

    /** Unique enough to find a request in logs; nothing is guarded by it. */
    static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
