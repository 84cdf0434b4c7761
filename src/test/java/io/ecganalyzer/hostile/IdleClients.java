package io.ecganalyzer.hostile;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that connect, say a few words and then nothing more. In a process of their own, so that the service has all the files that one
 * process may have open for itself.
 */
final class IdleClients implements AutoCloseable {
    private static final int AT_ONCE = 200;
    private static final int CONNECT_TIMEOUT_MILLIS = 60_000;

    private final Process process;
    private final BufferedReader said;

    private IdleClients(Process process) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Begins to connect so many, which each say the same. */
    static IdleClients connect(int port, int count, String words) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleClients.class.getName(),
                        Integer.toString(port),
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().close();
        return new IdleClients(process);
    }

    /** Waits until each has connected or could not; how many are connected. */
    int awaitOpen() {
        return next();
    }

    /** Waits until the service has closed all of them. */
    void awaitClosed() {
        next();
    }

    private int next() {
        try {
            return Integer.parseInt(said.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Port and count are the arguments, the words come by standard input. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        String words = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII);
        Vertx vertx = Vertx.vertx();
        AtomicInteger open = new AtomicInteger();
        CountDownLatch closed = new CountDownLatch(count);
        NetClient client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MILLIS));
        List<Future<NetSocket>> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(client.connect(port, "127.0.0.1")
                    .onSuccess(socket -> {
                        open.incrementAndGet();
                        socket.closeHandler(end -> {
                            open.decrementAndGet();
                            closed.countDown();
                        });
                        socket.exceptionHandler(reset -> {});
                        if (!words.isEmpty()) {
                            socket.write(words);
                        }
                    })
                    .onFailure(refused -> closed.countDown()));
            if (batch.size() == AT_ONCE || i == count - 1) {
                Future.join(List.copyOf(batch)).otherwiseEmpty().await();
                batch.clear();
            }
        }
        System.out.println(open.get());
        closed.await();
        System.out.println(open.get());
        vertx.close().await();
    }
}
