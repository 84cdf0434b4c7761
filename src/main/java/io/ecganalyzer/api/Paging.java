package io.ecganalyzer.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The page of a list that a request asks for. A cursor is the place of a page's last entry as text, in base64 so that nobody takes
 * it for more than that.
 *
 * @param limit entries at most
 * @param after the place to go on after; empty for the first page
 */
record Paging(int limit, Optional<String> after) {
    private static final int DEFAULT_LIMIT = 50;

    static Paging of(RoutingContext context) {
        ValidatedRequest request = context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
        Map<String, RequestParameter> query = request.getQuery();
        return new Paging(
                parameter(query, "limit").map(RequestParameter::getInteger).orElse(DEFAULT_LIMIT),
                parameter(query, "cursor").map(RequestParameter::getString).map(Paging::place));
    }

    /** As many entries as to ask for: one more than the page holds tells whether there is another page. */
    int lookAhead() {
        return limit + 1;
    }

    /** The answer to a cursor that is none of ours. */
    static ProblemException foreignCursor() {
        return Problem.withFaults(
                        ProblemType.INVALID_PARAMETER,
                        "The parameter cursor is no cursor of this list.",
                        List.of(Problem.Fault.ofParameter("cursor", "is no cursor of this list")))
                .asException();
    }

    /**
     * Answers with the page.
     *
     * @param entries up to {@link #lookAhead} of them
     * @param place where an entry stands in the list
     */
    <T> void answer(RoutingContext context, List<T> entries, Function<T, JsonObject> json, Function<T, String> place) {
        List<T> page = entries.subList(0, Math.min(limit, entries.size()));
        JsonArray items = new JsonArray();
        page.forEach(entry -> items.add(json.apply(entry)));
        JsonObject body = new JsonObject().put("items", items);
        if (entries.size() > limit) {
            String cursor = cursor(place.apply(page.get(limit - 1)));
            body.put("next_cursor", cursor);
            String next = context.request().path() + "?limit=" + limit + "&cursor=" + cursor;
            context.response().putHeader("Link", "<" + next + ">; rel=\"next\"");
        }
        context.json(body);
    }

    private static Optional<RequestParameter> parameter(Map<String, RequestParameter> query, String name) {
        return Optional.ofNullable(query.get(name)).filter(parameter -> !parameter.isEmpty());
    }

    private static String cursor(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    private static String place(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            throw foreignCursor();
        }
    }
}
