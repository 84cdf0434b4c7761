package io.ecganalyzer.bench;

import io.ecganalyzer.cli.CommandException;
import io.ecganalyzer.cli.PasswordFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ecg bench load}: drives a running service, or one that it starts, through its public API like a client. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Drives a service like a client and prints throughput and latencies.",
            "Sizes: a = 1 lead x 500 samples, b = 12 x 5,000 (a resting ECG), c = 2 x 650,000 (half an hour), "
                    + "d = 3 x 21,600,000 (a day; needs ECG_HTTP_MAX_BODY=300MiB).",
            "Modes: submit = send only, result = send and wait for the analysis, report = both in one request, poll = send and ask every 10 ms, "
                    + "read = read finished results, mix = 1 to 9."
        })
final class LoadCommand implements Callable<Integer> {
    @Option(names = "--url", description = "The service; without it one is started for the bench and ended after it.")
    private Optional<URI> url;

    @Option(names = "--user", description = "A registered user of that service, made if it is missing.")
    private String user = "bench";

    @Option(names = "--password", description = "That user's password.")
    private String password = "bench-password";

    @Option(names = "--admin", description = "An administrator of that service, to make the user.")
    private String administrator = "admin";

    @Option(names = "--admin-password-file", description = "Where that administrator's password stands.")
    private Optional<Path> administratorPasswordFile;

    @Option(names = "--pid", description = "The process of that service, to show its CPU and memory.")
    private long pid;

    @Option(names = "--mode", split = ",", description = "submit, result, report, poll, read, mix (default: result).")
    private List<LoadRun.Mode> modes = List.of(LoadRun.Mode.RESULT);

    @Option(names = "--size", split = ",", description = "a, b, c, d (default: a,b).")
    private List<Workload.Size> sizes = List.of(Workload.Size.A, Workload.Size.B);

    @Option(names = "--analyzers", split = ",", description = "Those asked for, such as zero_crossings (default: all).")
    private List<String> analyzers = List.of("all");

    @Option(names = "--clients", split = ",", description = "Clients in a closed loop (default: 1,8,32,128).")
    private List<Integer> clients = List.of(1, 8, 32, 128);

    @Option(names = "--rate", description = "Arrivals a second in an open loop, instead of clients.")
    private double ratePerSecond;

    @Option(names = "--heap", description = "The most heap of the service that is started, such as 400m.")
    private Optional<String> heap;

    @Option(names = "--warmup", description = "Seconds before each measurement (default: ${DEFAULT-VALUE}).")
    private int warmupSeconds = 5;

    @Option(names = "--seconds", description = "Seconds of each measurement (default: ${DEFAULT-VALUE}).")
    private int measuredSeconds = 15;

    @Option(names = "--json", description = "Writes the figures there.")
    private Optional<Path> jsonFile;

    @Option(names = "--html", description = "Writes a page with plots there.")
    private Optional<Path> htmlFile;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (url.isPresent()) {
            if (url.get().getHost() == null) {
                throw new CommandException("--url: " + url.get() + " is no address like http://127.0.0.1:8000");
            }
            return measure(out, url.get(), pid, administratorPasswordFile);
        }
        try (OwnService service = OwnService.start(heap)) {
            return measure(out, service.url(), service.pid(), Optional.of(service.administratorPasswordFile()));
        }
    }

    private int measure(PrintWriter out, URI service, long servicePid, Optional<Path> passwordFile) throws Exception {
        // One event loop is enough for the generator, and leaves the most of the machine to the service.
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        try {
            if (passwordFile.isPresent()) {
                String administratorPassword = PasswordFile.read("--admin-password-file", passwordFile.get());
                Target first = new Target(vertx, service, user, password, 1);
                await(first.register(administrator, administratorPassword, user, password));
                await(first.close());
            }
            out.println(RunReport.HEADER);
            List<RunReport> reports = new ArrayList<>();
            for (LoadRun.Plan plan : plans()) {
                RunReport report = run(vertx, service, servicePid, plan);
                out.println(report.lines());
                out.flush();
                reports.add(report);
            }
            write(service, reports);
            return reports.stream().anyMatch(report -> report.recorder().wrong() > 0) ? 1 : 0;
        } finally {
            await(vertx.close());
        }
    }

    private List<LoadRun.Plan> plans() {
        List<LoadRun.Plan> plans = new ArrayList<>();
        Duration warmup = Duration.ofSeconds(warmupSeconds);
        Duration measured = Duration.ofSeconds(measuredSeconds);
        for (LoadRun.Mode mode : modes) {
            for (Workload.Size size : sizes) {
                for (int count : ratePerSecond > 0 ? List.of(0) : clients) {
                    plans.add(new LoadRun.Plan(mode, size, count, ratePerSecond, warmup, measured));
                }
            }
        }
        return plans;
    }

    private RunReport run(Vertx vertx, URI service, long servicePid, LoadRun.Plan plan) throws Exception {
        int connections = plan.ratePerSecond() > 0 ? 256 : plan.clients();
        Target target = new Target(vertx, service, user, password, connections);
        try (ProcessSampler processes = new ProcessSampler(servicePid)) {
            Recorder recorder = await(new LoadRun(
                            vertx,
                            target,
                            Workload.of(plan.size(), analyzers.equals(List.of("all")) ? List.of() : analyzers),
                            plan)
                    .run());
            return new RunReport(
                    plan,
                    recorder,
                    processes.samples().stream()
                            .filter(sample -> sample.second() > warmupSeconds)
                            .toList());
        } finally {
            await(target.close());
        }
    }

    private void write(URI service, List<RunReport> reports) throws IOException {
        String machine = Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name")
                + " " + System.getProperty("os.arch") + ", Java " + Runtime.version();
        if (jsonFile.isPresent()) {
            JsonArray runs = new JsonArray();
            reports.forEach(report -> runs.add(report.json()));
            JsonObject all = new JsonObject().put("machine", machine).put("runs", runs);
            Files.writeString(jsonFile.get(), all.encodePrettily() + "\n");
        }
        if (htmlFile.isPresent()) {
            Files.writeString(htmlFile.get(), HtmlReport.of(service + " on " + machine, reports));
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException noAnswer) {
                throw new CommandException("the service does not answer: " + noAnswer.getMessage(), noAnswer);
            }
            throw failed;
        }
    }
}
