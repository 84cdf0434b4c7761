package io.ecganalyzer.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Measures what the codec makes of real recordings; the figures of docs/adr/0003-signal-codec.md come from here. Skipped where
 * the recordings are absent.
 */
class SampleCodecMeasurementIT {
    /** What mitdb and ludb together may take, in bytes a sample. */
    private static final double BOUND = 0.7;

    private static final Path DATA = Path.of(Objects.requireNonNullElse(System.getenv("ECG_DATA"), "../shared/data"));
    /** Processor time, so that what else runs on the machine does not count. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final int LUDB_LEADS = 12;
    private static final double NANOS_PER_MICRO = 1_000;

    @BeforeAll
    static void recordingsAreThere() {
        assumeTrue(
                Files.isDirectory(DATA.resolve("mitdb")) && Files.isDirectory(DATA.resolve("ludb/data")),
                "no mitdb and ludb in " + DATA.toAbsolutePath().normalize() + ": set ECG_DATA");
    }

    @Test
    void recordingsTakeAtMostTheBound() throws Exception {
        List<int[]> ludb = leads(DATA.resolve("ludb/data"), SampleCodecMeasurementIT::format16);
        List<int[]> mitdb = leads(DATA.resolve("mitdb"), SampleCodecMeasurementIT::format212);
        Figures.of(ludb); // Compiles the code, so that the second round measures it.
        Figures ofLudb = Figures.of(ludb).print("ludb");
        Figures ofMitdb = Figures.of(mitdb).print("mitdb");
        Figures pooled = ofLudb.and(ofMitdb).print("both");
        assertTrue(pooled.bytesPerSample() <= BOUND, pooled + " is above " + BOUND + " bytes a sample");
    }

    private record Figures(long samples, long bytes, long encodeNanos, long decodeNanos) {
        static Figures of(List<int[]> leads) throws UnreadableSignalException {
            Figures sum = new Figures(0, 0, 0, 0);
            for (int[] lead : leads) {
                long start = CPU.getCurrentThreadCpuTime();
                byte[] encoded = SampleCodec.encode(lead);
                long middle = CPU.getCurrentThreadCpuTime();
                int[] decoded = SampleCodec.decode(encoded);
                long end = CPU.getCurrentThreadCpuTime();
                assertArrayEquals(lead, decoded);
                sum = sum.and(new Figures(lead.length, encoded.length, middle - start, end - middle));
            }
            return sum;
        }

        Figures and(Figures other) {
            return new Figures(
                    samples + other.samples,
                    bytes + other.bytes,
                    encodeNanos + other.encodeNanos,
                    decodeNanos + other.decodeNanos);
        }

        double bytesPerSample() {
            return (double) bytes / samples;
        }

        @SuppressWarnings("SystemOut")
        Figures print(String name) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d samples, %.3f bytes a sample, encode %.0f and decode %.0f samples/us%n",
                    name,
                    samples,
                    bytesPerSample(),
                    NANOS_PER_MICRO * samples / encodeNanos,
                    NANOS_PER_MICRO * samples / decodeNanos);
            return this;
        }
    }

    private static List<int[]> leads(Path folder, Function<byte[], List<int[]>> format) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dat"))
                    .sorted()
                    .flatMap(file -> format.apply(bytes(file)).stream())
                    .toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two leads, their 12-bit samples in turn, two in three bytes (WFDB signal(5), format 212). */
    private static List<int[]> format212(byte[] file) {
        int[] first = new int[file.length / 3];
        int[] second = new int[file.length / 3];
        for (int i = 0; i < first.length; i++) {
            int middle = file[3 * i + 1];
            first[i] = (file[3 * i] & 0xff) | ((middle & 0x0f) << 28 >> 20);
            second[i] = (file[3 * i + 2] & 0xff) | (middle >> 4 << 8);
        }
        return List.of(first, second);
    }

    /** Twelve leads, their 16-bit samples in turn, little endian (WFDB signal(5), format 16). */
    private static List<int[]> format16(byte[] file) {
        ShortBuffer samples =
                ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        List<int[]> leads = new ArrayList<>();
        for (int lead = 0; lead < LUDB_LEADS; lead++) {
            int[] signal = new int[samples.remaining() / LUDB_LEADS];
            for (int i = 0; i < signal.length; i++) {
                signal[i] = samples.get(i * LUDB_LEADS + lead);
            }
            leads.add(signal);
        }
        return leads;
    }
}
