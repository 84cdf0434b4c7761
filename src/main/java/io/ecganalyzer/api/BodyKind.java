package io.ecganalyzer.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

/** Which bodies are taken: uncompressed JSON in UTF-8. What would unpack to more than it weighs is not even begun. */
final class BodyKind {
    private static final String JSON = "application/json";

    private BodyKind() {}

    /**
     * Leaves the content type spelled as the contract spells it, which is all that its validator knows.
     *
     * @throws ProblemException if the body is said to be something else
     */
    static void check(HttpServerRequest request) {
        List<String> encodings = request.headers().getAll(HttpHeaders.CONTENT_ENCODING);
        List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
        boolean uncompressed =
                encodings.stream().allMatch(encoding -> encoding.strip().equalsIgnoreCase("identity"));
        if (!uncompressed || types.size() != 1 || !isJson(types.get(0))) {
            throw Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "Send application/json in UTF-8, without Content-Encoding.")
                    .asException();
        }
        request.headers().set(HttpHeaders.CONTENT_TYPE, JSON);
    }

    private static boolean isJson(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals(JSON)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}
