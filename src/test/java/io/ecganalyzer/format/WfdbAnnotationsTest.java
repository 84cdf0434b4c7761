package io.ecganalyzer.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WfdbAnnotationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"mitdb", "svdb", "vfdb", "cudb", "nstdb", "ludb", "qtdb", "cpsc2021", "formats/wfdb"})
    void whatWasReadIsWrittenBackByteForByte(String database) throws IOException {
        List<Path> files;
        try (var walk = Files.walk(Recordings.path(database), 2)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().matches(".*(\\.(hea|dat|mat|md|csv|txt|xyz|edf|d\\d)|/[A-Z]+)$"))
                    .toList();
        }
        assertTrue(files.size() > 3);
        for (Path file : files) {
            assertArrayEquals(
                    Files.readAllBytes(file), WfdbAnnotations.read(file).toBytes(), file::toString);
        }
    }

    @Test
    void countsOfTheDatabaseAreFound() throws IOException {
        WfdbAnnotations record100 = WfdbAnnotations.read(Recordings.path("mitdb/101.atr"));
        assertEquals(1865, record100.beats().length);
        assertEquals("(N", record100.onTheRecording().get(0).text());
    }

    @Test
    void theWfdbPackagesOwnListingAgrees() throws IOException {
        List<String> expected = Files.readAllLines(Recordings.path("formats/wfdb-checkpkg/expected/rdann.out"));
        List<WfdbAnnotation> marks = WfdbAnnotations.read(Recordings.path("formats/wfdb-checkpkg/data/100s.atr"))
                .onTheRecording();
        assertEquals(expected.size(), marks.size());
        for (int i = 0; i < marks.size(); i++) {
            String[] fields = expected.get(i).strip().split("\\s+", -1);
            WfdbAnnotation mark = marks.get(i);
            assertEquals(fields[1], Long.toString(mark.sample()));
            assertEquals(fields[2], mark.type().orElseThrow().symbol());
            assertEquals(
                    List.of(fields[3], fields[4], fields[5]),
                    List.of("" + mark.subtype(), "" + mark.channel(), "" + mark.number()));
            assertEquals(fields.length > 6 ? fields[6] : "", mark.text());
        }
    }

    @Test
    void aSkipGoesBeyond32Bits() throws IOException {
        WfdbAnnotations huge = WfdbAnnotations.read(Recordings.path("formats/wfdb/huge.qrs"));
        assertArrayEquals(new long[] {4L * Integer.MAX_VALUE + 0x540be404L}, huge.beats());
    }

    @ParameterizedTest
    @CsvSource({
        // a beat at 18, its subtype 2, channel 1, number 3, text "(N", the end
        "1204 02f4 01f8 03f0 02fc 284e 0000, 18:1:2:1:3:(N",
        // channel and number stay for the marks that follow, the subtype does not
        "1204 02f4 01f8 03f0 0104 0000, 18:1:2:1:3: 19:1:0:1:3:",
        // a negative number, an odd text with its padding byte
        "0204 fff3 01fc 4100 0000, 2:1:0:0:-1:A",
        // a skip of 70,000, and one back
        "00ec 0100 7011 0004 00ec ffff f0ff 0004 0000, 70000:1:0:0:0: 69984:1:0:0:0:",
        // a type of the user's own
        "05a8 0000, 5:42:0:0:0:",
        // a mark without a type at the first sample, as three files of svdb have it
        "00ec ffff ffff 0100 0000, 0:0:0:0:0:",
        "0000, ''",
    })
    void bytesAndMarksAgree(String hex, String marks) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        WfdbAnnotations read = WfdbAnnotations.parse("x.atr", bytes);
        assertEquals(
                marks,
                String.join(
                        " ",
                        read.marks().stream()
                                .map(m -> m.sample() + ":" + m.code() + ":" + m.subtype() + ":" + m.channel() + ":"
                                        + m.number() + ":" + m.text())
                                .toList()));
        assertArrayEquals(bytes, read.toBytes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1204      | x.atr: byte 2: the file ends without its end mark (two bytes of 0); it may be cut short
            ''        | x.atr: byte 0: the file ends without its end mark (two bytes of 0); it may be cut short
            00ec 0100 | x.atr: byte 4: the file ends without its end mark (two bytes of 0); it may be cut short
            1204 09fc 4142 0000 | x.atr: byte 4: a text of 9 bytes goes beyond the end of the file
            02f4 0000 | x.atr: byte 0: a modifier (code 61) comes before any mark that it could belong to
            """)
    void aDamagedFileIsRefusedWithThePlace(String hex, String message) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertEquals(
                message,
                assertThrows(WfdbFormatException.class, () -> WfdbAnnotations.parse("x.atr", bytes))
                        .getMessage());
    }

    @Test
    void aFileKnowsItsTimeResolution(@TempDir Path folder) throws IOException {
        WfdbAnnotation beat = new WfdbAnnotation(1000, WfdbAnnotationType.NORMAL);
        Path file = folder.resolve("x.qrs");
        WfdbAnnotations.withTimeResolution(1000, List.of(beat)).write(file);
        WfdbAnnotations read = WfdbAnnotations.read(file);
        assertEquals(OptionalDouble.of(1000), read.timeResolution());
        assertEquals(List.of(beat), read.onTheRecording());
        assertEquals(OptionalDouble.empty(), new WfdbAnnotations(List.of(beat)).timeResolution());
    }

    @Test
    void everyTypeHasACodeAndASymbolOfItsOwn() {
        WfdbAnnotationType[] types = WfdbAnnotationType.values();
        assertEquals(
                types.length,
                Arrays.stream(types).map(WfdbAnnotationType::code).distinct().count());
        for (WfdbAnnotationType type : types) {
            assertEquals(type, WfdbAnnotationType.ofSymbol(type.symbol()).orElseThrow());
            assertEquals(type, WfdbAnnotationType.ofCode(type.code()).orElseThrow());
        }
    }

    @Property(tries = 300)
    void anyMarksComeBack(@ForAll("marks") List<WfdbAnnotation> marks) throws IOException {
        WfdbAnnotations written = new WfdbAnnotations(marks);
        assertEquals(written, WfdbAnnotations.parse("x.atr", written.toBytes()));
    }

    @Provide
    Arbitrary<List<WfdbAnnotation>> marks() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 1L << 40),
                        Arbitraries.integers().between(1, 58),
                        Arbitraries.integers().between(-512, 511),
                        Arbitraries.integers().between(0, 1023),
                        Arbitraries.integers().between(-512, 511),
                        Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(40))
                .as(WfdbAnnotation::new)
                .list()
                .ofMaxSize(20);
    }
}
