package io.ecganalyzer.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The preference {@code wait} of RFC 7240, section 4.3; others are ignored, as the RFC asks for. */
final class Prefer {
    /** As long as a client may wait for an answer; proxies often cut a connection that is silent for a minute. */
    private static final int MAX_SECONDS = 60;

    static final Duration LONGEST = Duration.ofSeconds(MAX_SECONDS);

    private static final Pattern WAIT = Pattern.compile("(?i)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(;.*)?");

    private Prefer() {}

    /** The first wait of all {@code Prefer} headers, at most a minute. */
    static Optional<Duration> waitOf(List<String> headers) {
        for (String header : headers) {
            for (String preference : header.split(",", -1)) {
                Matcher wait = WAIT.matcher(preference);
                if (wait.matches()) {
                    return Optional.of(Duration.ofSeconds(Math.min(MAX_SECONDS, Integer.parseInt(wait.group(1)))));
                }
            }
        }
        return Optional.empty();
    }
}
