package io.ecganalyzer.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A node of the build as a process of its own, started by its command line and configured by variables. */
final class NodeProcess {
    private static final Duration START_PATIENCE = Duration.ofSeconds(180);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(4);
    private static final Pattern API = Pattern.compile("(?m)^ *API +(\\S+)$");
    private static final Pattern MANAGEMENT = Pattern.compile("(?m)^ *health, metrics +(\\S+)/health/ready");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Path directory;
    private final Path out;
    private final Process process;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PROBE_PATIENCE).build();

    private NodeProcess(String name, Path directory, Path out, Process process) {
        this.name = name;
        this.directory = directory;
        this.out = out;
        this.process = process;
    }

    /**
     * Starts it and does not wait for it.
     *
     * @param directory its own, for its data and its log
     * @param settings by their keys, such as {@code http.port}
     * @param how what Java is to run it with
     */
    static NodeProcess begin(String name, Path directory, Map<String, String> settings, Launch how) {
        List<String> command = new ArrayList<>(how.command());
        command.addAll(List.of("io.ecganalyzer.Main", "serve"));
        // Of this process alone: one before it in the same directory is still asked where it was.
        Path out = directory.resolve("out-" + UUID.randomUUID());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.to(out.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(log(directory).toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("ECG_"));
        settings.forEach((key, value) -> builder.environment().put(variable(key), value));
        builder.environment().putAll(how.environment());
        try {
            return new NodeProcess(name, directory, out, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String variable(String key) {
        return "ECG_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static Path log(Path directory) {
        return directory.resolve("log");
    }

    /** Waits until it has said that it is ready. */
    NodeProcess awaitStarted() {
        Awaitility.await(name + " to start")
                .atMost(START_PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> said(MANAGEMENT).isPresent() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " ended while it started:\n" + log());
        }
        return this;
    }

    URI api() {
        return said(API).orElseThrow();
    }

    URI management() {
        return said(MANAGEMENT).orElseThrow();
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private Optional<URI> said(Pattern what) {
        Matcher matcher = what.matcher(read(out));
        return matcher.find() ? Optional.of(URI.create(matcher.group(1))) : Optional.empty();
    }

    /** What it logged, with the processes before it in the same directory. */
    String log() {
        return read(log(directory));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code /health/ready} answers; 0 where nobody answers. */
    int readiness() {
        return ask("/health/ready").map(HttpResponse::statusCode).orElse(0);
    }

    /** The checks of {@code /health/ready}; missing where nobody answers. */
    JsonNode health() {
        return ask("/health/ready").map(NodeProcess::json).orElseGet(JSON::missingNode);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sum of a metric's series whose labels hold all of these. */
    double metric(String metric, String... labels) {
        return ask("/metrics")
                .map(HttpResponse::body)
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Optional<HttpResponse<String>> ask(String path) {
        Optional<URI> management = said(MANAGEMENT);
        if (management.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(http.send(
                    HttpRequest.newBuilder(management.get().resolve(path))
                            .timeout(PROBE_PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (IOException nobody) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Its resident memory. */
    long residentBytes() {
        Matcher kibibytes =
                Pattern.compile("VmRSS:\\s+(\\d+)").matcher(read(Path.of("/proc", Long.toString(pid()), "status")));
        return kibibytes.find() ? Long.parseLong(kibibytes.group(1)) << 10 : 0;
    }

    /** Ends it without a word and waits until it is gone. */
    void kill() {
        Signals.kill(pid());
        awaitEnd();
    }

    /** Asks it to end. */
    void term() {
        Signals.term(pid());
    }

    /** Waits for its end; its exit code. */
    int awaitEnd() {
        try {
            if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(name + " did not end within " + STOP_PATIENCE + ":\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
