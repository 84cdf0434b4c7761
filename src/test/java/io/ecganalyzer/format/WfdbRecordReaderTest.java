package io.ecganalyzer.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WfdbRecordReaderTest {
    private static final int GAP = WfdbSignal.INVALID;

    @TempDir
    private Path folder;

    /** Bytes as the format's manual page lays them out, and the samples they stand for. */
    @ParameterizedTest(name = "format {0}: {1}")
    @CsvSource({
        "8, 05fb 00 7f 80, 15 10 10 137 9",
        "16, 0100 ffff 0080 ff7f, 1 -1 gap 32767",
        "24, 010000 ffffff 000080, 1 -1 gap",
        "32, 01000000 ffffffff 00000080 ffffff7f, 1 -1 gap 2147483647",
        "61, 0001 ffff 8000 7fff, 1 -1 gap 32767",
        "80, 81 7f 00 ff, 1 -1 gap 127",
        "160, 0180 ff7f 0000 ffff, 1 -1 gap 32767",
        // 1 and -1 in three bytes: low byte, the high half bytes together, low byte
        "212, 01f0ff 00080000, 1 -1 gap 0",
        // one sample more than whole pairs needs two bytes only
        "212, 01f0ff ff07, 1 -1 2047",
        // the third sample lies in the upper five bits of both words: 1 = 00000 00001
        "310, 0208 fe07, 1 -1 1",
        "310, 0208 fe07 0004, 1 -1 1 gap",
        // 10 bits each from the lowest on
        "311, 01fc1f00, 1 -1 1",
        "311, 01fc1f00 0002, 1 -1 1 gap",
    })
    void everyFormatDecodesByHand(int format, String hex, String samples) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        int[] expected = Arrays.stream(samples.split(" ", -1))
                .mapToInt(s -> s.equals("gap") ? GAP : Integer.parseInt(s))
                .toArray();
        write("r.dat", bytes);
        header("r 1 100 " + expected.length, "r.dat " + format + " 200 0 0 10");
        assertArrayEquals(expected, read().signals().get(0).samples());
    }

    @Test
    void signalsOfAFileLieFrameByFrame() throws IOException {
        write("r.dat", 1, 0, 2, 0, 3, 0, 11, 0, 12, 0, 13, 0);
        header("r 2 100", "r.dat 16x2 200 16 0 1 28 0 one", "r.dat 16 200 16 0 3 16 0 two");
        WfdbRecord record = read();
        assertArrayEquals(new int[] {1, 2, 11, 12}, record.signals().get(0).samples());
        assertArrayEquals(new int[] {3, 13}, record.signals().get(1).samples());
        assertEquals(200, record.signals().get(0).samplingRateHz());
        assertEquals(List.of("one"), names(record.toEcg()), "the rates differ, the higher one is taken");
        assertEquals(
                List.of("r.hea, line 2 (one): the checksum of the samples is 26, the header says 28"),
                record.warnings());
    }

    @Test
    void theHeadersFieldsAreRead() throws IOException {
        write(
                "r.hea",
                ("# before\r\nr 1 360/128(12.5) 650000 12:30:05.5 01/02/1999\r\n"
                                + "a.dat 212:3+24 200.5(-7)/uV 11 1024 995 -22131 0 lead  V5 of two\r\n# after\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        WfdbHeader header = new WfdbRecordReader(WfdbFiles.in(folder)).header("r");
        assertEquals("r", header.record());
        assertEquals(360, header.frameRateHz());
        assertEquals(128, header.counterFrequencyHz());
        assertEquals(12.5, header.baseCounter());
        assertEquals(OptionalLong.of(650_000), header.frames());
        assertEquals(Optional.of(LocalTime.of(12, 30, 5, 500_000_000)), header.baseTime());
        assertEquals(Optional.of(LocalDate.of(1999, 2, 1)), header.baseDate());
        assertEquals(List.of(" before", " after"), header.comments());
        WfdbSignalSpec spec = header.signals().get(0);
        assertEquals(WfdbSignalFormat.F212, spec.format());
        assertEquals(3, spec.skewFrames());
        assertEquals(24, spec.byteOffset());
        assertEquals(OptionalDouble.of(200.5), spec.gain());
        assertEquals(-7, spec.baseline());
        assertEquals("uV", spec.units());
        assertEquals(1024, spec.adcZero());
        assertEquals("lead  V5 of two", spec.description());
    }

    @Test
    void whatAHeaderLeavesOutHasTheLibrarysDefaults() throws IOException {
        write("r.dat", 5, 0, 6, 0);
        header("r 1", "r.dat 16");
        WfdbRecord record = read();
        assertEquals(250, record.header().frameRateHz());
        WfdbSignal signal = record.signals().get(0);
        assertEquals("record r, signal 0", signal.name());
        assertEquals("mV", signal.units());
        assertEquals(Optional.empty(), signal.calibration(), "a gain that is not known is not made up");
        assertArrayEquals(new int[] {5, 6}, signal.samples());
    }

    @Test
    void theBaselineIsTheAdcZeroUnlessGiven() throws IOException {
        write("r.dat", 5, 0, 6, 0);
        header("r 2", "r.dat 16 200 11 1024", "r.dat 16 0.2(3)/uV 11 1024");
        WfdbRecord record = read();
        assertEquals(
                Optional.of(new Calibration(200, 1024)), record.signals().get(0).calibration());
        assertEquals(
                Optional.of(new Calibration(200, 3)), record.signals().get(1).calibration());
    }

    @Test
    void anEcgHasItsGapsHeldAndItsNamesTold() throws IOException {
        // frames of three signals: II with gaps at the start and inside, a pressure, another II
        write("r.dat", 0, 0x80, 90, 0, 1, 0, 7, 0, 91, 0, 2, 0, 0, 0x80, 92, 0, 3, 0, 8, 0, 93, 0, 4, 0);
        header(
                "r 3 200",
                "r.dat 16 100 16 0 -32768 0 0 II",
                "r.dat 16 10/mmHg 16 0 90 0 0 ABP",
                "r.dat 16 100 16 0 1 0 0 II");
        Ecg ecg = read().toEcg();
        assertEquals(List.of("II", "II (2)"), names(ecg));
        assertArrayEquals(new int[] {7, 7, 7, 8}, ecg.leads().get(0).samples());
        assertArrayEquals(new int[] {1, 2, 3, 4}, ecg.leads().get(1).samples());
        assertEquals(OptionalDouble.of(200), ecg.samplingRateHz());
    }

    @Test
    void gainsAtTheBoundsAreTakenInTheirOwnUnits() throws IOException {
        write("r.dat", 5, 0, 6, 0, 7, 0);
        header("r 3", "r.dat 16 1e-15/V", "r.dat 16 1e3/nV", "r.dat 16 1e-30/mmHg");
        List<Optional<Calibration>> calibrations =
                read().signals().stream().map(WfdbSignal::calibration).toList();
        assertEquals(1e-18, calibrations.get(0).orElseThrow().gain());
        assertEquals(1e9, calibrations.get(1).orElseThrow().gain(), 1e-6);
        assertEquals(Optional.empty(), calibrations.get(2));
    }

    @ParameterizedTest
    @CsvSource({"1e7, 1.0E7", "0.5, 0.5"})
    void aRateThatNoEcgHasDoesNotPassForOneThatIsNotKnown(String rate, String told) throws IOException {
        write("r.dat", 5, 0, 6, 0);
        header("r 1 " + rate, "r.dat 16 200");
        assertEquals(
                "r.hea: the sampling rate is " + told + " Hz, but must be 1 to 100,000 Hz",
                assertThrows(WfdbFormatException.class, () -> read().toEcg()).getMessage());
        assertEquals(Double.parseDouble(rate), read().signals().get(0).samplingRateHz(), "what is no ECG may have it");
    }

    @Test
    void theRateOfALongRecordIsJudgedBeforeItsSamplesAreRead() throws IOException {
        header("r 1 1e7 20000000", "r.dat 16 200");
        assertTrue(LongRecordReader.isLong(folder.resolve("r")));
        LongRecordReader reader = LongRecordReader.of(folder.resolve("r"));
        assertEquals(
                "r.hea: the sampling rate is 1.0E7 Hz, but must be 1 to 100,000 Hz",
                assertThrows(WfdbFormatException.class, reader::read).getMessage());
    }

    @Test
    void segmentsAreJoinedAndGapsStayGaps() throws IOException {
        write("a.dat", 1, 0, 2, 0);
        write("b.dat", 10, 0, 20, 0);
        text("a.hea", "a 1 100 2\na.dat 16 100 16 0 1 3 0 II\n");
        text("b.hea", "b 1 100 2\nb.dat 16 200(10) 16 0 10 30 0 II\n");
        header("r/3 1 100 5", "a 2", "~ 1", "b 2");
        WfdbRecord record = read();
        // 10 and 20 at 200 units a millivolt above 10 are 0 and 5 at the first segment's 100 above 0.
        assertArrayEquals(new int[] {1, 2, GAP, 0, 5}, record.signals().get(0).samples());
        assertEquals(List.of(), record.warnings());
    }

    @Test
    void aNullSignalIsAllGap() throws IOException {
        write("r.dat", 5, 0, 6, 0);
        header("r 2 250 2", "r.dat 16", "~ 0");
        assertArrayEquals(new int[] {GAP, GAP}, read().signals().get(1).samples());
        assertEquals(1, read().toEcg().leads().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                | r.hea: no record line; the first line should read like "100 2 360 650000" (name, signals, Hz, samples)
            r                                 | r.hea, line 1: the number of signals is missing
            r two                             | r.hea, line 1: the number of signals is "two", but must be a whole number from 0 to 10000
            r -1                              | r.hea, line 1: the number of signals is "-1", but must be a whole number from 0 to 10000
            r 1 abc                           | r.hea, line 1: "abc" does not read: the sampling rate should read like 360
            r 1 1e                            | r.hea, line 1: the sampling rate is "1e", but must be a number
            r 1 -5                            | r.hea, line 1: the sampling rate is -5, but must be above 0 Hz
            r 2 250;r.dat 16                  | r.hea, line 1: 2 signals are promised, but only 1 lines describe one
            r 1 250 1.5;r.dat 16              | r.hea, line 1: the number of samples is "1.5", but must be a whole number from 0
            r 1;#;r.dat                       | r.hea, line 3: no format after the file name; it should read like "100.dat 212"
            r 1;r.dat x                       | r.hea, line 2: "x" does not read: the format should read like 212, 16x4, 16:3 or 16+24
            r 1;r.dat 17                      | r.hea, line 2: signal format 17 is not known; known are 8, 16, 24, 32, 61, 80, 160, 212, 310, 311
            r 1;r.dat 16 abc                  | r.hea, line 2: "abc" does not read: the gain should read like 200, 200/mV or 200(1024)/mV
            r 1;r.dat 16 1e-308               | r.hea, line 2: the gain is 1e-308 per mV, but must be 1e-18 to 1e9 units per mV
            r 1;r.dat 16 -1e999/uV            | r.hea, line 2: the gain is -1e999 per uV, but must be 1e-18 to 1e9 units per mV
            r 1;r.dat 16 2e12/V               | r.hea, line 2: the gain is 2e12 per V, but must be 1e-18 to 1e9 units per mV
            r 1;r.dat 16 1e999/mmHg           | r.hea, line 2: the gain is 1e999 per mmHg, but must be finite
            r 1;r.dat 16 200 1x               | r.hea, line 2: the ADC resolution is "1x", but must be a whole number of 32 bits
            r 1;r.dat 16x999999999            | r.hea, line 2: 999999999 samples per frame, but at most 100000 are read
            r 1 250 9;r.dat 16                | r.dat: 8 bytes, which hold 4 samples of each of 1 signals in format 16, but r.hea promises 9
            r 2 250 2;r.dat 16;r.dat 212      | r.hea, line 3: another format than the signal before it, but both lie in r.dat; a file has one format
            r 0 250 9                         | r.hea: no signals; a record to read needs at least one
            r 1;../r.dat 16                   | ../r.dat: the name leads out of the record's folder; name a file beside it
            r 1;/etc/passwd 16                | /etc/passwd: the name leads out of the record's folder; name a file beside it
            r/1 1 250 4;r 4                   | r.hea, line 2: r has segments itself; only one level is allowed
            r/1 1 250 5;~ 4                   | r.hea, line 1: 5 samples are promised, but the segments hold 4 together
            r/1 1 250 4;~ 4                   | r.hea: all segments are gaps, so there is nothing to read
            r/2 1 250 4                       | r.hea, line 1: 2 segments are promised, but only 0 lines describe one
            r 1;~ 0                           | r.hea: neither the header nor a file says how many samples there are; the first line should
            """)
    void aFaultSaysWhereWhatAndWhatWouldBeRight(String lines, String message) throws IOException {
        write("r.dat", 1, 0, 2, 0, 3, 0, 4, 0);
        header(lines.split(";", -1));
        assertEquals(
                message, assertThrows(WfdbFormatException.class, this::read).getMessage());
    }

    @Test
    void gapsThatFillMemoryAreRefused() throws IOException {
        write("a.dat", 1, 0);
        text("a.hea", "a 1 100 1\na.dat 16\n");
        header("r/2 1 100 2000000001", "a 1", "~ 2000000000");
        assertEquals(
                "r.hea: 2000000001 times 1 samples, but at most 536870912 are read at once; read it in stretches",
                assertThrows(WfdbFormatException.class, this::read).getMessage());
        WfdbRecord stretch = new WfdbRecordReader(WfdbFiles.in(folder)).read("r", 0, 3);
        assertArrayEquals(new int[] {1, GAP, GAP}, stretch.signals().get(0).samples());
    }

    @Test
    void aMissingFileIsNamed() {
        String message = assertThrows(IOException.class, () -> WfdbRecordReader.read(folder.resolve("none")))
                .getMessage();
        assertEquals(folder.resolve("none.hea") + ": no such file; a record needs all files that it names", message);
    }

    @Test
    void anEcgNeedsAVoltage() throws IOException {
        write("r.dat", 1, 0);
        header("r 1", "r.dat 16 10/mmHg");
        assertEquals(
                "r.hea: no signal with samples in volts, so no lead of an ECG",
                assertThrows(WfdbFormatException.class, () -> read().toEcg()).getMessage());
    }

    private static List<String> names(Ecg ecg) {
        return ecg.leads().stream().map(Lead::name).toList();
    }

    private WfdbRecord read() throws IOException {
        return WfdbRecordReader.read(folder.resolve("r"));
    }

    private void header(String... lines) throws IOException {
        text("r.hea", String.join("\n", lines));
    }

    private void text(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void write(String name, int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        write(name, content);
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
