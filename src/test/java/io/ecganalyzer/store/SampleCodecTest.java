package io.ecganalyzer.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    void everySignalComesBackExactly(int[] samples) throws CorruptSignalException {
        assertArrayEquals(samples, SampleCodec.decode(SampleCodec.encode(samples)));
    }

    @Property
    void anySamplesComeBackExactly(@ForAll @Size(max = 2_000) int[] samples) throws CorruptSignalException {
        assertArrayEquals(samples, SampleCodec.decode(SampleCodec.encode(samples)));
    }

    /** Written by the first release. Whatever a later one writes, it has to read this. */
    @Test
    void whatVersionOneWroteIsReadForever() throws CorruptSignalException {
        byte[] encoded = HexFormat.of().parseHex(VERSION_ONE);
        assertArrayEquals(
                new int[] {5, 0, -4, 23, -9, 70_000, Integer.MIN_VALUE, Integer.MAX_VALUE},
                SampleCodec.decode(encoded));
    }

    private static final String VERSION_ONE =
            "010400000008736891c3e2e26437b3ffa4c0c8c0c0c0c0a074970130061060fa0ba61818fe330000";

    /** The same samples by version 2. */
    @Test
    void whatVersionTwoWroteIsReadForever() throws CorruptSignalException {
        byte[] encoded = HexFormat.of().parseHex(VERSION_TWO);
        int[] samples = {5, 0, -4, 23, -9, 70_000, Integer.MIN_VALUE, Integer.MAX_VALUE};
        assertArrayEquals(samples, SampleCodec.decode(encoded));
        assertArrayEquals(encoded, SampleCodec.encode(samples));
    }

    private static final String VERSION_TWO =
            "022000000008af3d2599200a0000000900000007000000360000003f000000f222020020ddfdff01000000";

    @ParameterizedTest
    @MethodSource("signals")
    void whatVersionOneWroteComesBackExactly(int[] samples) throws CorruptSignalException {
        assertArrayEquals(samples, SampleCodec.decode(VersionOne.encode(samples)));
    }

    @Test
    void aFlatLineTakesAByteFor32Samples() {
        assertEquals(10 + 650_000 / 32 + 1, SampleCodec.encode(new int[650_000]).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {Lead.COMPACT_FROM - 1, Lead.COMPACT_FROM})
    void aLongLeadComesBackIn16BitsWhereItsSamplesFit(int length) throws CorruptSignalException {
        int[] fits = IntStream.range(0, length).map(i -> i % 1000 - 500).toArray();
        assertEquals(length >= Lead.COMPACT_FROM, decodedLead(fits).isCompact());
        assertArrayEquals(fits, decodedLead(fits).samples());
        int[] slowlyOut = IntStream.range(0, length).map(i -> i / 10).toArray();
        assertArrayEquals(slowlyOut, decodedLead(slowlyOut).samples());
        int[] jumps = fits.clone();
        jumps[7] = 1_000_000;
        assertArrayEquals(jumps, decodedLead(jumps).samples());
    }

    private static Lead decodedLead(int[] samples) throws CorruptSignalException {
        byte[] encoded = SampleCodec.encode(new Lead("II", samples, Optional.empty()));
        return SampleCodec.decode("II", encoded, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("writers")
    void everyChangedBitIsNoticed(Function<int[], byte[]> writer) {
        byte[] encoded = writer.apply(new Random(2).ints(200, -300, 300).toArray());
        for (int bit = 0; bit < 8 * encoded.length; bit++) {
            byte[] changed = encoded.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(changed), "bit " + bit);
        }
    }

    @ParameterizedTest
    @MethodSource("writers")
    void everyMissingEndIsNoticed(Function<int[], byte[]> writer) {
        byte[] encoded = writer.apply(new int[] {5, 0, -4, 23, -9});
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(cut), length + " bytes");
        }
    }

    /** Also where the checksum is right: no defect of a writer may end in another error. */
    @ParameterizedTest
    @MethodSource("writers")
    void everyMissingEndIsNoticedWithoutTheChecksum(Function<int[], byte[]> writer) {
        byte[] encoded = writer.apply(IntStream.range(0, 100).map(i -> i * i).toArray());
        for (int length = 10; length < encoded.length; length++) {
            byte[] cut = withLength(Arrays.copyOf(encoded, length), 100);
            assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(cut), length + " bytes");
        }
        byte[] longer = withLength(Arrays.copyOf(encoded, encoded.length + 1), 100);
        var refusal = assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(longer));
        assertEquals("the signal goes on after its last sample", refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource("writers")
    void aLengthThatTheBytesCannotHoldIsRefusedBeforeMemoryIsTaken(Function<int[], byte[]> writer) {
        byte[] bomb = withLength(writer.apply(new int[5000]), Integer.MAX_VALUE);
        var refusal = assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(bomb));
        assertTrue(refusal.getMessage().contains("cannot hold"), refusal.getMessage());
    }

    @Test
    void aLengthOtherThanWhatFollowsIsRefused() {
        byte[] deflated = VersionOne.encode(new int[] {5, 0, -4, 23, -9});
        for (int length : new int[] {-1, 0, 4, 6}) {
            assertThrows(
                    CorruptSignalException.class, () -> SampleCodec.decode(withLength(deflated, length)), "" + length);
        }
        byte[] packed = SampleCodec.encode(new int[] {5, 0, -4, 23, -9});
        for (int length : new int[] {-1, 0, 33}) {
            assertThrows(
                    CorruptSignalException.class, () -> SampleCodec.decode(withLength(packed, length)), "" + length);
        }
    }

    @Test
    void bytesThatAreNotDeflateAreRefused() {
        byte[] encoded = VersionOne.encode(new int[] {5, 0, -4, 23, -9});
        encoded[10] = (byte) 0xff;
        var refusal = assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(withLength(encoded, 5)));
        assertEquals("the signal's bytes are not DEFLATE", refusal.getMessage());
    }

    @Test
    void aWidthThatNoNumberHasIsRefused() {
        byte[] encoded = SampleCodec.encode(new int[] {5, 0, -4, 23, -9});
        encoded[10] = 33;
        var refusal = assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(withLength(encoded, 5)));
        assertEquals("a block of the signal has numbers of 33 bits", refusal.getMessage());
    }

    @Test
    void anotherVersionIsNamed() {
        byte[] encoded = SampleCodec.encode(new int[] {1});
        encoded[0] = 3;
        var refusal = assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(encoded));
        assertEquals("the signal is of version 3, this program knows versions 1 and 2", refusal.getMessage());
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

    /** With a checksum that is right, as only a writer with a defect or an intent would make it. */
    private static byte[] withLength(byte[] encoded, int length) {
        byte[] changed = encoded.clone();
        ByteBuffer.wrap(changed).putInt(2, length);
        CRC32C crc = new CRC32C();
        crc.update(changed, 0, 6);
        crc.update(changed, 10, changed.length - 10);
        ByteBuffer.wrap(changed).putInt(6, (int) crc.getValue());
        return changed;
    }
}
