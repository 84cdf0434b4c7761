package io.ecganalyzer.api;

import java.net.URI;
import java.util.Optional;

/** References to this service's resources, as clients reach them. */
final class Links {
    private final String base;

    /** @param publicUrl where clients reach the service; without it they get paths, which hold wherever they came from */
    Links(Optional<URI> publicUrl) {
        base = publicUrl.map(url -> url.toString().replaceAll("/+$", "")).orElse("");
    }

    String to(String path) {
        return base + path;
    }
}
