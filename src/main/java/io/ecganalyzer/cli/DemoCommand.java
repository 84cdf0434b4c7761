package io.ecganalyzer.cli;

import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.format.SubmissionJson;
import io.ecganalyzer.synthetic.DynamicalModel;
import io.ecganalyzer.synthetic.DynamicalModelSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecg demo}: the whole way of an ECG, each step told so that one can repeat it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Registers a user, makes a 12-lead ECG with known beats, submits it over HTTP and prints the analysis; shows each"
                    + " request as a line for curl.",
            "Uses the service that runs on this machine or at --url; without one it starts one for itself and stops it at the end."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double SAMPLING_RATE_HZ = 500;
    private static final String JSON_HEADER = "-H 'Content-Type: application/json'";

    @Spec
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", description = "The service to use.")
    private Optional<URI> url = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory of this machine's service.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--heart-rate",
            paramLabel = "N",
            defaultValue = "72",
            description = "Beats a minute of the ECG, 20 to 250; by default 72.")
    private double heartRate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Length of the ECG; by default 10 s.")
    private double seconds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of what is random in the ECG.")
    private long seed;

    @Override
    public Integer call() throws InterruptedException {
        // The demo tells its own story; a service that it starts speaks up only when something is wrong.
        System.setProperty("ecg.log.level", "warn");
        DynamicalModel.Recording recording = make();
        try (ServiceForDemo service = ServiceForDemo.find(url, data, out())) {
            return run(service, recording);
        } catch (IOException e) {
            throw Failures.told(e);
        }
    }

    private DynamicalModel.Recording make() {
        try {
            return DynamicalModel.record(
                    new DynamicalModelSettings(SAMPLING_RATE_HZ, seconds, heartRate, heartRate / 30, 0.5, 0.01, seed));
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private int run(ServiceForDemo found, DynamicalModel.Recording recording) throws IOException, InterruptedException {
        PrintWriter out = out();
        Service service = found.service();
        LocalInstallation here = found.installation();
        Credentials administrator = here.administrator()
                .orElseThrow(() ->
                        new CommandException("The demo registers a user and needs the administrator's password: in "
                                + here.adminPasswordFile() + ", or in ECG_ADMIN_USERNAME and ECG_ADMIN_PASSWORD."));

        Credentials user = new NewUsers(service, administrator).make("demo");
        step("Registered user " + user.username() + " as administrator " + administrator.username() + ":");
        curl(
                service.at("/v1/admin/register_user"),
                List.of(
                        here.curlAdministrator(administrator),
                        JSON_HEADER,
                        "-d",
                        Curl.quoted(Service.registration(user))));

        Path file = file(here, recording);
        step(String.format(
                Locale.ROOT,
                "Made a 12-lead ECG by a dynamical model (McSharry 2003): %s s at %.0f Hz, %d beats, %.1f a minute.",
                Numbers.shown(seconds),
                SAMPLING_RATE_HZ,
                recording.beatSeconds().length,
                recording.heartRatePerMinute()));
        out.println("   " + file);

        SubmitOne.Outcome outcome;
        try (Progress progress = Progress.on(spec.commandLine().getErr())) {
            outcome = new SubmitOne(service, user, PATIENCE)
                    .submit(BodyPublishers.ofFile(file), List.of(), s -> progress.show("   " + s + " \u2026"));
        }
        step("Submitted it:");
        curl(service.at("/v1/ecg"), List.of(Curl.user(user), JSON_HEADER, "--data-binary", Curl.quoted("@" + file)));
        String id = outcome.report().path("id").asText();
        step("Waited for its report, " + outcome.report().path("status").asText() + " after "
                + Numbers.seconds(outcome.nanos()) + ":");
        curl(service.at("/v1/ecg/" + id), List.of(Curl.user(user), "-H 'Prefer: wait=10'"));
        out.println();
        new ReportTables(out, new ResultUnits(AnalyzerRegistry.load().infos()), Progress.columns())
                .print(outcome.report());
        out.println();
        out.println(found.farewell());
        out.flush();
        return outcome.isDone() ? 0 : 1;
    }

    /** Keeps the request's body for who wants to repeat it. */
    private static Path file(LocalInstallation here, DynamicalModel.Recording recording) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        SubmissionJson.write(body, recording.ecg(), Optional.of(UUID.randomUUID()));
        Path folder =
                Files.isDirectory(here.dataDirectory()) ? here.dataDirectory() : Files.createTempDirectory("ecg-demo");
        Path file = folder.resolve("demo-ecg.json");
        Files.write(file, body.toByteArray());
        return file;
    }

    private int steps;

    private void step(String text) {
        steps++;
        out().println(steps + ". " + text);
        out().flush();
    }

    private void curl(URI target, List<String> options) {
        out().println("   $ " + Curl.line(target, options));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
