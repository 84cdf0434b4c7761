package io.ecganalyzer.api;

import java.util.Locale;

/** The kinds of problems there are. The name of one makes its URN, which clients rely on: it does not change. */
enum ProblemType {
    MALFORMED_REQUEST(400, "The request is malformed"),
    MALFORMED_JSON(400, "The body is not valid JSON"),
    INVALID_PARAMETER(400, "A parameter is of the wrong form"),
    UNAUTHENTICATED(401, "Authentication is needed"),
    USERS_ONLY(403, "For registered users only"),
    ADMINISTRATORS_ONLY(403, "For administrators only"),
    NOT_FOUND(404, "No such path"),
    ECG_NOT_FOUND(404, "No such ECG"),
    USER_NOT_FOUND(404, "No such user"),
    JOB_NOT_FOUND(404, "No such failed job"),
    METHOD_NOT_ALLOWED(405, "The path does not have this method"),
    BODY_TOO_SLOW(408, "The body came too slowly"),
    ECG_CONFLICT(409, "The id is taken by another ECG"),
    USERNAME_TAKEN(409, "The username is taken"),
    USER_ID_TAKEN(409, "The user id is taken"),
    BODY_TOO_LARGE(413, "The body is too large"),
    REQUEST_LINE_TOO_LONG(414, "The request line is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of an unsupported kind"),
    INVALID_BODY(422, "The body has faults"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL_ERROR(500, "The service has a defect"),
    UNAVAILABLE(503, "The service is not available now");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String urn() {
        return "urn:ecg-analyzer:problem:" + slug();
    }

    /** The last part of its URN. */
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
