package io.ecganalyzer.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ecg bench limits}: what this machine does at best, to hold the service's figures against. */
@Command(
        name = "limits",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures what no service on this machine can exceed: memory, loopback, disk and JSON, one core"
                + " each, and the embedded broker.")
final class LimitsCommand implements Callable<Integer> {
    private static final double WARM_UP_SECONDS = 0.5;
    private static final double SECONDS = 2;
    private static final double GIGA = 1e9;
    private static final int PIECE = 64 << 10;
    /** PostgreSQL's page of its log. */
    private static final int LOG_PAGE = 8 << 10;

    @Option(names = "--dir", description = "On the disk that is measured (default: where temporary files go).")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** One round of what is timed. */
    private interface Round {
        /** @return how many bytes or events it was */
        long run() throws IOException;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        print(out, "memory copied, GB/s", memory() / GIGA);
        print(out, "loopback, GB/s", loopback() / GIGA);
        print(out, "flushes of 8 KiB to the disk, 1/s", flushes());
        print(out, "JSON of whole numbers read, GB/s", json() / GIGA);
        print(out, "publications confirmed, 1/s", confirms());
        return 0;
    }

    private static void print(PrintWriter out, String what, double value) {
        out.println(String.format(Locale.ROOT, "%-36s %10.2f", what, value));
        out.flush();
    }

    /** For half a second to warm up, then for two seconds. */
    private static double perSecond(Round round) throws IOException {
        perSecond(round, WARM_UP_SECONDS);
        return perSecond(round, SECONDS);
    }

    private static double perSecond(Round round, double seconds) throws IOException {
        long start = System.nanoTime();
        long done = 0;
        double elapsed;
        do {
            done += round.run();
            elapsed = (System.nanoTime() - start) / 1e9;
        } while (elapsed < seconds);
        return done / elapsed;
    }

    private static double memory() throws IOException {
        byte[] from = new byte[128 << 20];
        byte[] to = new byte[from.length];
        return perSecond(() -> {
            System.arraycopy(from, 0, to, 0, from.length);
            return from.length;
        });
    }

    private static double loopback() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Thread reader = new Thread(() -> drain(accepted), "loopback-reader");
            reader.setDaemon(true);
            reader.start();
            OutputStream sending = client.getOutputStream();
            byte[] piece = new byte[PIECE];
            return perSecond(() -> {
                sending.write(piece);
                return PIECE;
            });
        }
    }

    private static void drain(Socket socket) {
        byte[] piece = new byte[PIECE];
        try (InputStream in = socket.getInputStream()) {
            while (in.read(piece) >= 0) {
                // Only read.
            }
        } catch (IOException closed) {
            // So the measurement is over.
        }
    }

    private double flushes() throws IOException {
        Path file = Files.createTempFile(directory, "ecg-bench", ".log");
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // As PostgreSQL's log: the file has its size before, so that a flush writes no new length.
            log.write(ByteBuffer.allocate(16 << 20), 0);
            log.force(true);
            ByteBuffer page = ByteBuffer.allocate(LOG_PAGE);
            return perSecond(() -> {
                log.write(page.clear(), 0);
                log.force(false);
                return 1;
            });
        } finally {
            Files.delete(file);
        }
    }

    private static double confirms() throws IOException {
        try (BrokerLimit broker = new BrokerLimit()) {
            return perSecond(broker::round);
        }
    }

    private static double json() throws IOException {
        byte[] text = IntStream.range(0, 1_000_000)
                .mapToObj(i -> Integer.toString(i % 400 - 200))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.US_ASCII);
        JsonFactory factory = new JsonFactory();
        return perSecond(() -> {
            try (JsonParser parser = factory.createParser(text)) {
                while (parser.nextToken() != null) {
                    if (parser.currentToken().isNumeric()) {
                        parser.getIntValue();
                    }
                }
            }
            return text.length;
        });
    }
}
