package io.ecganalyzer.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A name and a password for HTTP Basic; never printed as a whole. */
record Credentials(String username, String password) {
    /** The value of the {@code Authorization} header (RFC 7617, UTF-8). */
    String authorization() {
        byte[] bytes = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return username + ":\u2026";
    }
}
