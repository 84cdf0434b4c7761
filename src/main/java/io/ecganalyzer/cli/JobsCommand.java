package io.ecganalyzer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ecg jobs}: for an operator, what failed and another try, by the API's operations for administrators. */
@Command(
        name = "jobs",
        mixinStandardHelpOptions = true,
        description = "Shows jobs that failed and queues them again. For administrators.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {JobsCommand.Failed.class, JobsCommand.Retry.class})
public final class JobsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    /** {@code ecg jobs failed}. */
    @Command(
            name = "failed",
            mixinStandardHelpOptions = true,
            description = "Lists the jobs that failed, the latest submitted first, with their reasons.")
    static final class Failed implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private AdministratorAccess access = new AdministratorAccess();

        @Option(names = "--limit", paramLabel = "N", description = "At most so many; ${DEFAULT-VALUE}.")
        private int limit = 50;

        @Override
        public Integer call() throws InterruptedException {
            try {
                AdministratorAccess.Session session = access.open();
                List<JsonNode> jobs = failedJobs(session.service(), session.administrator(), limit);
                PrintWriter out = spec.commandLine().getOut();
                if (jobs.isEmpty()) {
                    out.println("No job has failed.");
                    return 0;
                }
                TextTable table = new TextTable("key", "failed at", "attempts", "request", "reason");
                for (JsonNode job : jobs) {
                    table.row(
                            job.path("key").asText(),
                            job.path("failed_at").asText(),
                            job.path("attempts").asText(),
                            job.path("request_id").asText(),
                            job.at("/failure/code").asText() + ": "
                                    + job.at("/failure/message").asText());
                }
                table.print(out, "", Progress.columns());
                return 0;
            } catch (IOException e) {
                throw Failures.told(e);
            }
        }
    }

    /** {@code ecg jobs retry}. */
    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = "Queues failed jobs again, each with all its attempts.")
    static final class Retry implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private AdministratorAccess access = new AdministratorAccess();

        @Option(names = "--all", description = "All that failed.")
        private boolean all;

        @Parameters(paramLabel = "KEY", arity = "0..*", description = "The jobs' keys, as \"jobs failed\" shows them.")
        private List<Long> keys = List.of();

        @Override
        public Integer call() throws InterruptedException {
            if (all == !keys.isEmpty()) {
                throw new CommandException("Name the keys of the jobs, or --all.");
            }
            try {
                AdministratorAccess.Session session = access.open();
                List<Long> chosen = all
                        ? failedJobs(session.service(), session.administrator(), Integer.MAX_VALUE).stream()
                                .map(job -> job.path("key").asLong())
                                .toList()
                        : keys;
                for (long key : chosen) {
                    session.service().retryJob(session.administrator(), key);
                }
                spec.commandLine()
                        .getOut()
                        .println(chosen.size() + (chosen.size() == 1 ? " job is" : " jobs are") + " queued again.");
                return 0;
            } catch (IOException e) {
                throw Failures.told(e);
            }
        }
    }

    /** Page after page. */
    private static List<JsonNode> failedJobs(Service service, Credentials administrator, int limit)
            throws IOException, InterruptedException {
        List<JsonNode> jobs = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            JsonNode page = service.failedJobs(administrator, cursor);
            page.path("items").forEach(jobs::add);
            cursor = Optional.ofNullable(page.path("next_cursor").textValue());
        } while (cursor.isPresent() && jobs.size() < limit);
        return jobs.subList(0, Math.min(limit, jobs.size()));
    }
}
