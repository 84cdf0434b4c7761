package io.ecganalyzer.cli;

import io.ecganalyzer.config.Config;
import io.ecganalyzer.config.Mode;
import io.ecganalyzer.config.Role;
import io.ecganalyzer.node.Node;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code serve} says when it is ready: where everything is. */
record Welcome(Config config, Node.Started started, Duration taken) {
    void print(PrintWriter out) {
        out.printf(Locale.ROOT, "ECG Analyzer is ready after %.1f s.%n", taken.toMillis() / 1000.0);
        started.apiUrl().ifPresent(url -> {
            line(out, "API", url);
            line(out, "documentation", url + "/docs, " + url + "/redoc");
        });
        line(
                out,
                "health, metrics",
                started.managementUrl() + "/health/ready, " + started.managementUrl() + "/metrics");
        line(out, "roles", roles());
        line(out, "data", started.dataDirectory() + " (" + servers() + ")");
        started.administrators().ifPresent(text -> line(out, "login", text));
        out.println("For research and engineering, not for diagnosis. Ctrl-C stops it.");
        out.flush();
    }

    private String roles() {
        List<String> roles = new ArrayList<>();
        if (config.roles().contains(Role.API)) {
            roles.add("api x " + config.instances().api());
        }
        if (config.roles().contains(Role.ANALYZER)) {
            roles.add("analyzer x " + config.instances().analyzer());
        }
        return String.join(", ", roles);
    }

    private String servers() {
        return "PostgreSQL " + word(config.database().mode()) + ", Redis "
                + word(config.redis().mode()) + ", broker "
                + word(config.broker().mode());
    }

    private static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("  %-16s %s%n", name, value);
    }
}
