package io.ecganalyzer.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    @Test
    void aFlatLineTakesABitASample() {
        assertTrue(SampleCodec.encode(new int[650_000]).length < 650_000 / 7);
    }

    @Test
    void everyChangedBitIsNoticed() {
        byte[] encoded = SampleCodec.encode(new Random(2).ints(200, -300, 300).toArray());
        for (int bit = 0; bit < 8 * encoded.length; bit++) {
            byte[] changed = encoded.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(changed), "bit " + bit);
        }
    }

    @Test
    void everyMissingEndIsNoticed() {
        byte[] encoded = SampleCodec.encode(new int[] {5, 0, -4, 23, -9});
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(cut), length + " bytes");
        }
    }

    @Test
    void aLengthThatTheBytesCannotHoldIsRefusedBeforeMemoryIsTaken() {
        byte[] bomb = withLength(SampleCodec.encode(new int[5000]), Integer.MAX_VALUE);
        var refusal = assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(bomb));
        assertTrue(refusal.getMessage().contains("cannot hold"), refusal.getMessage());
    }

    @Test
    void aLengthOtherThanWhatFollowsIsRefused() {
        byte[] encoded = SampleCodec.encode(new int[] {5, 0, -4, 23, -9});
        for (int length : new int[] {-1, 0, 4, 6}) {
            assertThrows(
                    CorruptSignalException.class, () -> SampleCodec.decode(withLength(encoded, length)), "" + length);
        }
    }

    @Test
    void bytesThatAreNotDeflateAreRefused() {
        byte[] encoded = SampleCodec.encode(new int[] {5, 0, -4, 23, -9});
        encoded[10] = (byte) 0xff;
        var refusal = assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(withLength(encoded, 5)));
        assertEquals("the signal's bytes are not DEFLATE", refusal.getMessage());
    }

    @Test
    void anotherVersionIsNamed() {
        byte[] encoded = SampleCodec.encode(new int[] {1});
        encoded[0] = 2;
        var refusal = assertThrows(CorruptSignalException.class, () -> SampleCodec.decode(encoded));
        assertEquals("the signal is of version 2, this program knows version 1", refusal.getMessage());
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
