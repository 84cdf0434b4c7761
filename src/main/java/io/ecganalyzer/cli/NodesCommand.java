package io.ecganalyzer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecg nodes}: which nodes share a service, and how they are. */
@Command(
        name = "nodes",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the nodes of a running service: roles, instances, load, jobs in hand, and since when.",
            "Exit status: 0 all answer, 1 some are silent, 2 wrong usage."
        })
public final class NodesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AdministratorAccess access = new AdministratorAccess();

    @Option(names = "--json", description = "Print the answer of the service as it is.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            AdministratorAccess.Session session = access.open();
            JsonNode answer = session.service().nodes(session.administrator());
            if (json) {
                out.println(answer);
            } else {
                table(answer).print(out, "", Progress.columns());
            }
            out.flush();
            return isAnySilent(answer) ? 1 : 0;
        } catch (IOException e) {
            throw Failures.told(e);
        }
    }

    private static TextTable table(JsonNode answer) {
        TextTable table = new TextTable("node", "version", "roles", "jobs in\nhand", "load", "up for", "status");
        for (JsonNode node : answer.path("nodes")) {
            table.row(
                    node.path("name").asText(),
                    node.path("version").asText(),
                    roles(node),
                    node.path("jobs_in_hand").asInt(),
                    load(node),
                    age(Duration.between(Instant.parse(node.path("started_at").asText()), Instant.now())),
                    node.path("status").asText());
        }
        return table;
    }

    private static String roles(JsonNode node) {
        List<String> roles = new ArrayList<>();
        node.path("roles")
                .forEach(role -> roles.add(role.asText() + " x "
                        + node.path(role.asText() + "_instances").asInt()));
        return String.join(", ", roles);
    }

    private static String load(JsonNode node) {
        return node.has("cpu_load")
                ? String.format(
                        Locale.ROOT, "%.0f%%", 100 * node.path("cpu_load").asDouble())
                : "-";
    }

    private static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    private static boolean isAnySilent(JsonNode answer) {
        for (JsonNode node : answer.path("nodes")) {
            if (node.path("status").asText().equals("silent")) {
                return true;
            }
        }
        return false;
    }
}
