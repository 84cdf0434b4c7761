package io.ecganalyzer.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Lead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCodecTest {
    static Stream<int[]> signals() {
        Random random = new Random(1);
        return Stream.of(
                new int[0],
                new int[] {0},
                new int[] {Integer.MIN_VALUE},
                new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, 0, -1, Integer.MAX_VALUE, Integer.MAX_VALUE},
                new int[100_000],
                IntStream.generate(() -> -32_768).limit(100_000).toArray(),
                IntStream.range(0, 100_000)
                        .map(i -> i % 2 == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE)
                        .toArray(),
                random.ints(70_000).toArray(),
                random.ints(70_000, -40_000, 40_000).toArray(),
                random.ints(1 << 15, -5, 5).toArray(),
                random.ints((1 << 15) + 1, -200, 200).toArray(),
                IntStream.range(0, 650_000)
                        .map(i -> (int) Math.round(1000 * Math.sin(i / 40.0)))
                        .toArray());
    }

    @ParameterizedTest
    @MethodSource("signals")
    void everySignalComesBackExactly(int[] samples) throws UnreadableSignalException {
        assertArrayEquals(samples, SampleCodec.decode(SampleCodec.encode(samples)));
    }

    @Property
    void anySamplesComeBackExactly(@ForAll @Size(max = 2_000) int[] samples) throws UnreadableSignalException {
        assertArrayEquals(samples, SampleCodec.decode(SampleCodec.encode(samples)));
    }

    /** Written by the first release. Whatever a later one writes, it has to read this. */
    @Test
    void whatVersionOneWroteIsReadForever() throws UnreadableSignalException {
        byte[] encoded = HexFormat.of().parseHex(VERSION_ONE);
        assertArrayEquals(
                new int[] {5, 0, -4, 23, -9, 70_000, Integer.MIN_VALUE, Integer.MAX_VALUE},
                SampleCodec.decode(encoded));
    }

    private static final String VERSION_ONE =
            "010400000008736891c3e2e26437b3ffa4c0c8c0c0c0c0a074970130061060fa0ba61818fe330000";

    /** The same samples by version 2. */
    @Test
    void whatVersionTwoWroteIsReadForever() throws UnreadableSignalException {
        byte[] encoded = HexFormat.of().parseHex(VERSION_TWO);
        int[] samples = {5, 0, -4, 23, -9, 70_000, Integer.MIN_VALUE, Integer.MAX_VALUE};
        assertArrayEquals(samples, SampleCodec.decode(encoded));
        assertArrayEquals(encoded, SampleCodec.encode(samples));
    }

    private static final String VERSION_TWO =
            "022000000008af3d2599200a0000000900000007000000360000003f000000f222020020ddfdff01000000";

    /** Written by another program by the description alone: numbers across words, more blocks than one, blocks that are not full. */
    @ParameterizedTest(name = "{0} samples below {1}")
    @CsvSource(delimiter = '|', textBlock = """
            31 | 1 | 02000000001fb384c88100
            32 | 2 | 0202000000202a5e03cc029999999999999999
            33 | 600 | 020a000000210e8518d40a57bae38e3beeb813bc3beeb8e34ef0eeb8e38e3bc1bbe38e3bee04ef8e3beeb813bc3beeb8e34ef008ee000000
            40 | 40000 | 0210000000281df677c1103f9cde3dde3dde3dde3dde3da1fade3dde3dde3dde3da1fade3dde3dde3dde3da1fade3dde3dde3dde3da1fade3dde3dde3dde3da1fade3dde3dde3dde3da1fa10de3dde3dde3dde3da1fade3dde3dde3d
            65 | 65536 | 02110000004188ef127211ffffbc7b78f7f0eee1ddc3bb87770fef1ede3d42847bf7f0eee1ddc3bb87770fef1ede3d42847bf7f0eee1ddc3bb87770fef1ede3d42847bf7f0eee1ddc3bb87770fef1e11de3dbc7b8408f7eee1ddc3bb87770fef1ede3dbc7b8408f7eee1ddc3bb87770fef1ede3dbc7b8408f7eee1ddc3bb87770fef1ede3dbc7b8408f7eee1ddc3bb87770fef1e0ede3d0000
            """)
    void blocksOfAnyWidthAreReadForever(int length, int below, String hex) throws UnreadableSignalException {
        byte[] encoded = HexFormat.of().parseHex(hex);
        int[] samples = IntStream.range(0, length)
                .map(i -> i * 7919 % below - below / 2)
                .toArray();
        assertArrayEquals(samples, SampleCodec.decode(encoded));
        assertArrayEquals(encoded, SampleCodec.encode(samples));
    }

    /** A flat block, a narrow one, one of the widest, and three samples. */
    @Test
    void blocksOfDifferentWidthsAreReadForever() throws UnreadableSignalException {
        int[] samples = new int[99];
        for (int i = 0; i < 32; i++) {
            samples[32 + i] = i * 7919 % 9 - 4;
            samples[64 + i] = i % 2 == 0 ? Integer.MAX_VALUE - i : Integer.MIN_VALUE + i;
        }
        samples[96] = 3;
        samples[97] = 2;
        samples[98] = 1;
        byte[] encoded = HexFormat.of().parseHex(MIXED_WIDTHS);
        assertArrayEquals(samples, SampleCodec.decode(encoded));
        assertArrayEquals(encoded, SampleCodec.encode(samples));
    }

    private static final String MIXED_WIDTHS =
            "0220000000637eb718350005078610420821c01042082104184208218400430820fcffffff04000000070000000c0000000f0000001400"
                    + "0000170000001c0000001f00000024000000270000002c0000002f00000034000000370000003c0000003f00000044000000470000004c"
                    + "0000004f00000054000000570000005c0000005f00000064000000670000006c0000006f00000074000000770000007c00000020c8ffff"
                    + "ff0100000001000000";

    @ParameterizedTest
    @MethodSource("signals")
    void whatVersionOneWroteComesBackExactly(int[] samples) throws UnreadableSignalException {
        assertArrayEquals(samples, SampleCodec.decode(VersionOne.encode(samples)));
    }

    @Test
    void aFlatLineTakesAByteFor32Samples() {
        assertEquals(10 + 650_000 / 32 + 1, SampleCodec.encode(new int[650_000]).length);
    }

    @ParameterizedTest
    @MethodSource("writers")
    void aLongLeadComesBackIn16BitsWhereItsSamplesFit(Function<int[], byte[]> writer) throws UnreadableSignalException {
        int[] fits =
                IntStream.range(0, Lead.COMPACT_FROM).map(i -> i % 1000 - 500).toArray();
        assertTrue(decoded(writer, fits).isCompact());
        assertArrayEquals(fits, decoded(writer, fits).samples());
        int[] shorter = Arrays.copyOf(fits, fits.length - 1);
        assertFalse(decoded(writer, shorter).isCompact());
        assertArrayEquals(shorter, decoded(writer, shorter).samples());
        int[] slowlyOut = IntStream.range(0, fits.length).map(i -> i / 10).toArray();
        assertFalse(decoded(writer, slowlyOut).isCompact());
        assertArrayEquals(slowlyOut, decoded(writer, slowlyOut).samples());
        int[] out = fits.clone();
        out[7] = Short.MAX_VALUE + 1;
        assertFalse(decoded(writer, out).isCompact());
        assertArrayEquals(out, decoded(writer, out).samples());
    }

    /** Version 1 decided by its planes, and three of them hold this step. */
    @Test
    void aStepThroughTheWholeRangeOf16BitsFitsIt() throws UnreadableSignalException {
        int[] steps = new int[Lead.COMPACT_FROM];
        steps[500] = Short.MIN_VALUE;
        steps[501] = Short.MAX_VALUE;
        assertTrue(decoded(SampleCodec::encode, steps).isCompact());
        assertArrayEquals(steps, decoded(SampleCodec::encode, steps).samples());
        assertArrayEquals(steps, decoded(VersionOne::encode, steps).samples());
    }

    private static Lead decoded(Function<int[], byte[]> writer, int[] samples) throws UnreadableSignalException {
        return SampleCodec.decode("II", writer.apply(samples), samples.length, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, (1 << 15) - 1, 1 << 15, 3 * (1 << 15) + 1, 100_001})
    void aLeadIn16BitsIsWrittenAsOneIn32(int length) {
        short[] samples = new short[length];
        Random random = new Random(length);
        for (int i = 0; i < length; i++) {
            samples[i] = (short) random.nextInt();
        }
        Lead compact = new Lead("II", samples, Optional.empty());
        assertArrayEquals(SampleCodec.encode(compact.samples()), SampleCodec.encode(compact));
    }

    @ParameterizedTest
    @MethodSource("writers")
    void aLeadOfAnotherLengthThanItsRowSaysIsRefused(Function<int[], byte[]> writer) {
        for (int expected : new int[] {-1, 0, 1, 4, 6, Integer.MAX_VALUE}) {
            assertThrows(
                    UnreadableSignalException.class,
                    () -> SampleCodec.decode("II", writer.apply(new int[5]), expected, Optional.empty()));
        }
        assertThrows(
                UnreadableSignalException.class,
                () -> SampleCodec.decode("II", writer.apply(new int[0]), 0, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("writers")
    void everyChangedBitIsNoticed(Function<int[], byte[]> writer) {
        byte[] encoded = writer.apply(new Random(2).ints(200, -300, 300).toArray());
        for (int bit = 0; bit < 8 * encoded.length; bit++) {
            byte[] changed = encoded.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThrowsExactly(UnreadableSignalException.class, () -> SampleCodec.decode(changed), "bit " + bit);
        }
    }

    @ParameterizedTest
    @MethodSource("writers")
    void everyMissingEndIsNoticed(Function<int[], byte[]> writer) {
        byte[] encoded = writer.apply(new int[] {5, 0, -4, 23, -9});
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThrows(UnreadableSignalException.class, () -> SampleCodec.decode(cut), length + " bytes");
        }
    }

    /** Also where the checksum is right: no defect of a writer may end in another error. */
    @ParameterizedTest
    @MethodSource("writers")
    void everyMissingEndIsNoticedWithoutTheChecksum(Function<int[], byte[]> writer) {
        byte[] encoded = writer.apply(IntStream.range(0, 100).map(i -> i * i).toArray());
        for (int length = 10; length < encoded.length; length++) {
            byte[] cut = withLength(Arrays.copyOf(encoded, length), 100);
            assertThrows(UnreadableSignalException.class, () -> SampleCodec.decode(cut), length + " bytes");
        }
        byte[] longer = withLength(Arrays.copyOf(encoded, encoded.length + 1), 100);
        var refusal = assertThrows(UnreadableSignalException.class, () -> SampleCodec.decode(longer));
        assertEquals("the signal goes on after its last sample", refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource("writers")
    void aLengthThatTheBytesCannotHoldIsRefusedBeforeMemoryIsTaken(Function<int[], byte[]> writer) {
        byte[] bomb = withLength(writer.apply(new int[5000]), Integer.MAX_VALUE);
        var refusal = assertThrows(UnreadableSignalException.class, () -> SampleCodec.decode(bomb));
        assertTrue(refusal.getMessage().contains("cannot hold"), refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource("writers")
    void aLengthOtherThanWhatFollowsIsRefused(Function<int[], byte[]> writer) {
        for (int length : new int[] {-1, 0, 4, 6}) {
            byte[] other = withLength(writer.apply(new int[] {5, 0, -4, 23, -9}), length);
            assertThrows(UnreadableSignalException.class, () -> SampleCodec.decode(other), "" + length);
        }
    }

    /** Bits that no number uses would make two forms of one signal, and hide a defect of a writer. */
    @Test
    void whatVersionTwoWouldNotWriteIsRefused() {
        byte[] padded = SampleCodec.encode(new int[] {5, 0, -4, 23, -9});
        padded[padded.length - 1] |= (byte) 0x80;
        var refusal = assertThrows(UnreadableSignalException.class, () -> SampleCodec.decode(withLength(padded, 5)));
        assertEquals("a block of the signal is not filled up with 0", refusal.getMessage());
        byte[] wide = HexFormat.of().parseHex("0207000000010000000007" + "0a000000");
        refusal = assertThrows(UnreadableSignalException.class, () -> SampleCodec.decode(withLength(wide, 1)));
        assertEquals("a block of the signal has 7 bits a number and needs 4", refusal.getMessage());
        for (int widest : new int[] {-1, 0, 5, 7, 33, 77}) {
            byte[] other = SampleCodec.encode(new int[] {5, 0, -4, 23, -9});
            other[1] = (byte) widest;
            refusal = assertThrows(UnreadableSignalException.class, () -> SampleCodec.decode(withLength(other, 5)));
            assertEquals("the signal's widest block has 6 bits, not " + widest, refusal.getMessage());
        }
    }

    @Test
    void bytesThatAreNotDeflateAreRefused() {
        byte[] encoded = VersionOne.encode(new int[] {5, 0, -4, 23, -9});
        encoded[10] = (byte) 0xff;
        var refusal = assertThrows(UnreadableSignalException.class, () -> SampleCodec.decode(withLength(encoded, 5)));
        assertEquals("the signal's bytes are not DEFLATE", refusal.getMessage());
    }

    @Test
    void aWidthThatNoNumberHasIsRefused() {
        byte[] encoded = SampleCodec.encode(new int[] {5, 0, -4, 23, -9});
        encoded[10] = 33;
        var refusal = assertThrows(UnreadableSignalException.class, () -> SampleCodec.decode(withLength(encoded, 5)));
        assertEquals("a block of the signal has numbers of 33 bits", refusal.getMessage());
    }

    @Test
    void anotherVersionIsNamed() {
        byte[] encoded = SampleCodec.encode(new int[] {1});
        encoded[0] = (byte) 200;
        var spoilt = assertThrows(UnreadableSignalException.class, () -> SampleCodec.decode(encoded));
        assertEquals("the signal's checksum is wrong: its bytes were changed", spoilt.getMessage());
        var newer = assertThrows(NewerSignalException.class, () -> SampleCodec.decode(withLength(encoded, 1)));
        assertEquals("the signal is of version 200, this program knows versions 1 and 2", newer.getMessage());
        encoded[0] = 0;
        spoilt = assertThrowsExactly(UnreadableSignalException.class, () -> SampleCodec.decode(withLength(encoded, 1)));
        assertEquals("the signal is of version 0, which there never was", spoilt.getMessage());
    }

    static Stream<Named<Function<int[], byte[]>>> writers() {
        return Stream.of(Named.of("version 1", VersionOne::encode), Named.of("version 2", SampleCodec::encode));
    }

    /** What the first version wrote, made plainly: all planes by one strategy of DEFLATE. */
    private static final class VersionOne {
        static byte[] encode(int[] samples) {
            int all = 0;
            for (int i = 0; i < samples.length; i++) {
                all |= zigzag(samples, i);
            }
            int planes = all == 0 ? 1 : (39 - Integer.numberOfLeadingZeros(all)) / 8;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(new byte[] {1, (byte) planes, 0, 0, 0, 0, 0, 0, 0, 0});
            Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
            try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
                for (int plane = 0; plane < planes; plane++) {
                    for (int i = 0; i < samples.length; i++) {
                        deflated.write(zigzag(samples, i) >>> 8 * plane);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                deflater.end();
            }
            return withLength(out.toByteArray(), samples.length);
        }

        private static int zigzag(int[] samples, int i) {
            int difference = samples[i] - (i == 0 ? 0 : samples[i - 1]);
            return (difference << 1) ^ (difference >> 31);
        }
    }

    private static byte[] withLength(byte[] encoded, int length) {
        byte[] changed = encoded.clone();
        ByteBuffer.wrap(changed).putInt(2, length);
        return Signals.withChecksum(changed);
    }
}
