package io.ecganalyzer.worker.sandbox;

import io.ecganalyzer.analysis.AnalyzerDefectException;
import io.ecganalyzer.store.NewerSignalException;
import io.ecganalyzer.store.StoredAnalysis;
import io.ecganalyzer.store.UnreadableSignalException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** The node's end of one child process, for one ECG at a time. */
final class Child implements AutoCloseable {
    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;

    private Child(Process process) {
        this.process = process;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /** With this program's class path, so that it finds the same analyzers; what they print goes to this program's log. */
    static Child start(long memoryBytes) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + memoryBytes,
                "-XX:MaxMetaspaceSize=256m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+ExitOnOutOfMemoryError"));
        for (String property : List.of("ecg.log.format", "ecg.log.level")) {
            if (System.getProperty(property) != null) {
                command.add("-D" + property + "=" + System.getProperty(property));
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SandboxProgram.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // The settings hold passwords, which are no analyzer's business.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("ECG_"));
        return new Child(builder.start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for the answer on this thread, which may be interrupted; reading and writing, which may not, are a thread's that ends with
     * the child.
     */
    List<StoredAnalysis> run(SandboxRequest request, Consumer<String> starting)
            throws AnalyzerProcessException, UnreadableSignalException, InterruptedException, IOException {
        Talk talk = new Talk(request, starting);
        Thread thread = new Thread(talk, "sandbox-" + process.pid());
        thread.setDaemon(true);
        thread.start();
        try {
            return talk.answer.get();
        } catch (ExecutionException failed) {
            throw unwrapped(failed.getCause(), talk.running);
        }
    }

    private IOException unwrapped(Throwable failure, String running)
            throws AnalyzerProcessException, UnreadableSignalException, InterruptedException {
        if (failure instanceof AnalyzerDefectException defect) {
            throw defect;
        }
        if (failure instanceof UnreadableSignalException unreadable) {
            throw unreadable;
        }
        // The end of its output is the end of the child, or soon will be: whoever closes it has no more to say.
        process.destroy();
        throw new AnalyzerProcessException(running, process.waitFor());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** One request and its answers. */
    private final class Talk implements Runnable {
        private final SandboxRequest request;
        private final Consumer<String> starting;
        private final CompletableFuture<List<StoredAnalysis>> answer = new CompletableFuture<>();
        private volatile String running = "";

        Talk(SandboxRequest request, Consumer<String> starting) {
            this.request = request;
            this.starting = starting;
        }

        @Override
        public void run() {
            try {
                Wire.writeRequest(out, request);
                answer.complete(read());
            } catch (IOException | RuntimeException | UnreadableSignalException failure) {
                answer.completeExceptionally(failure);
            }
        }

        private List<StoredAnalysis> read() throws IOException, UnreadableSignalException {
            while (true) {
                byte word = in.readByte();
                switch (word) {
                    case Wire.STARTING -> {
                        running = Wire.readText(in);
                        starting.accept(running);
                    }
                    case Wire.RESULTS -> {
                        return Wire.readResults(in);
                    }
                    case Wire.FAILED ->
                        throw new AnalyzerDefectException(
                                Wire.readText(in), new IllegalStateException(Wire.readText(in)));
                    case Wire.UNREADABLE -> throw new UnreadableSignalException(Wire.readText(in));
                    case Wire.NEWER -> throw new NewerSignalException(Wire.readText(in));
                    default -> throw new IOException("the child says " + word);
                }
            }
        }
    }
}
