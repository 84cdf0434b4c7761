package io.ecganalyzer.cli;

import java.net.URI;
import java.util.List;

/** A request as a line for a shell, so that one can repeat it. */
final class Curl {
    private Curl() {}

    /**
     * The line.
     *
     * @param options ready for the shell
     */
    static String line(URI url, List<String> options) {
        return "curl -s " + String.join(" ", options) + (options.isEmpty() ? "" : " ") + quoted(url.toString());
    }

    /** A word as a shell takes it. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The option that logs in. The password is seen by whoever sees the line: only for a user made for the occasion. */
    static String user(Credentials user) {
        return "-u " + quoted(user.username() + ":" + user.password());
    }
}
