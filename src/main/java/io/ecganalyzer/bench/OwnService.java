package io.ecganalyzer.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A service with a data directory of its own, as another process with this one's Java options, ended and cleared at the end. */
final class OwnService implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path data;
    private final URI url;

    private OwnService(Process process, Path data, URI url) {
        this.process = process;
        this.data = data;
        this.url = url;
    }

    /** @param heap its most heap; empty for that of this process */
    static OwnService start(Optional<String> heap) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("ecg-bench");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        heap.ifPresent(most -> {
            command.removeIf(argument -> argument.startsWith("-Xm")); // A heap cannot begin larger than it may become.
            command.add("-Xmx" + most);
        });
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.ecganalyzer.Main"));
        command.addAll(List.of("serve", "--port", "0", "--data", data.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(data.toFile(), "bench.log"))
                .start();
        return new OwnService(process, data, awaitUrl(process, data));
    }

    URI url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    Path administratorPasswordFile() {
        return data.resolve("admin-password");
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException notInTime) {
            process.destroyForcibly();
        }
        Folders.delete(data);
    }

    private static URI awaitUrl(Process process, Path data) throws IOException, InterruptedException {
        Path file = data.resolve("service.url");
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.exists(file)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new IOException("the service did not start, see " + data.resolve("bench.log"));
            }
            Thread.sleep(50);
        }
        return URI.create(Files.readString(file).strip());
    }
}
