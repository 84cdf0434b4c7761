package io.ecganalyzer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecg submit}: sends recordings to a service and prints what it measured. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = {
            "Submits recordings to a running service, waits for their analysis and prints it.",
            "Without --user, a user of your own is registered with the administrator's password of this machine's service and kept"
                    + " for the next time. Exit status: 0 all analyzed, 1 some not, 2 wrong usage."
        })
public final class SubmitCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private Inputs given = new Inputs();

    @Mixin
    private ServiceChoice choice = new ServiceChoice();

    @Option(names = "--user", paramLabel = "NAME", description = "A registered user; asks for the password.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--password-file", paramLabel = "FILE", description = "The user's password, in a file.")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--json",
            description = "Print a line of JSON for each recording: its file and its report or error.")
    private boolean json;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "4",
            description = "Recordings at the same time; by default 4.")
    private int jobs;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long to wait for each analysis; by default 120 s.")
    private int timeoutSeconds;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            List<Path> inputs = given.all();
            LocalInstallation here = choice.here();
            Service service = service(here);
            SubmitOne submit =
                    new SubmitOne(service, credentials(here, service, err), Duration.ofSeconds(timeoutSeconds));
            return inputs.size() == 1 && !json ? one(submit, inputs.get(0), out, err) : many(submit, inputs, out, err);
        } catch (IOException e) {
            throw Failures.told(e);
        }
    }

    private Service service(LocalInstallation here) throws IOException, InterruptedException {
        return choice.service(here)
                .orElseThrow(() -> new CommandException("No service runs here (none at port "
                        + here.config().http().port() + ", no " + here.urlFile()
                        + "). Start one with \"ecg serve\" in another terminal, or name one with --url."));
    }

    private Credentials credentials(LocalInstallation here, Service service, PrintWriter err)
            throws IOException, InterruptedException {
        if (user.isPresent()) {
            return new Credentials(user.get(), password(user.get()));
        }
        Path kept = here.dataDirectory().resolve("local-user");
        Credentials administrator = here.administrator()
                .orElseThrow(() ->
                        new CommandException("No --user was named, and there is no administrator's password here ("
                                + here.adminPasswordFile()
                                + ") to register one with. Name a registered user with --user."));
        boolean isNew = !Files.exists(kept);
        Credentials local = new NewUsers(service, administrator).kept(kept);
        err.println("As user " + local.username()
                + (isNew ? ", registered for you just now; the password is kept in " : "; the password is in ") + kept
                + ".");
        err.flush();
        return local;
    }

    @SuppressWarnings("SystemConsoleNull") // null on Java 17 to 21, which are served, too
    private String password(String name) {
        if (passwordFile.isPresent()) {
            return PasswordFile.read("--password-file", passwordFile.get());
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", name);
        if (typed == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--user needs --password-file where nobody can be asked for the password.");
        }
        return new String(typed);
    }

    private int one(SubmitOne submit, Path input, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException {
        SubmitOne.Outcome outcome;
        try (Progress progress = Progress.on(err)) {
            outcome = submit.submit(input, status -> progress.show(input.getFileName() + ": " + status + " \u2026"));
        }
        outcome.warnings().forEach(w -> err.println("Odd: " + w));
        err.flush();
        out.println(input.getFileName() + ": ECG " + outcome.report().path("id").asText() + ", "
                + outcome.report().path("status").asText() + " after " + Numbers.seconds(outcome.nanos()));
        new ReportTables(out, new ResultUnits(AnalyzerRegistry.load().infos()), Progress.columns())
                .print(outcome.report());
        return outcome.isDone() ? 0 : 1;
    }

    private int many(SubmitOne submit, List<Path> inputs, PrintWriter out, PrintWriter err)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(jobs, inputs.size())));
        AtomicInteger ended = new AtomicInteger();
        long begun = System.nanoTime();
        SubmissionSummary summary = new SubmissionSummary();
        try (Progress progress = Progress.on(err)) {
            progress.bar(0, inputs.size(), "");
            List<Future<SubmitOne.Outcome>> running = new ArrayList<>();
            for (Path input : inputs) {
                running.add(pool.submit(() -> {
                    try {
                        return submit.submit(input, status -> {});
                    } finally {
                        progress.bar(
                                ended.incrementAndGet(),
                                inputs.size(),
                                input.getFileName().toString());
                    }
                }));
            }
            for (int i = 0; i < inputs.size(); i++) {
                Path input = inputs.get(i);
                try {
                    SubmitOne.Outcome outcome = running.get(i).get();
                    summary.add(input, outcome);
                    line(progress, out, input, outcome, null);
                } catch (ExecutionException e) {
                    String message = Failures.message(e.getCause());
                    summary.add(input, message);
                    line(progress, out, input, null, message);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        summary.print(json ? err : out, System.nanoTime() - begun);
        return summary.failures() == 0 ? 0 : 1;
    }

    private void line(Progress progress, PrintWriter out, Path input, SubmitOne.Outcome outcome, String error) {
        if (!json) {
            return;
        }
        ObjectNode node = JSON.createObjectNode().put("file", input.toString());
        if (outcome == null) {
            node.put("error", error);
        } else {
            node.set("report", outcome.report());
        }
        progress.clear();
        out.println(node);
        out.flush();
    }
}
