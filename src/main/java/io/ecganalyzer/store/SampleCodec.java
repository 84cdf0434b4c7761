package io.ecganalyzer.store;

import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Lead;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Samples in little more than half a byte each: the differences of neighbours, in as many bits as the largest of 32 of them needs.
 * Exact for the whole int32 range, because differences wrap around. Figures and roads not taken: docs/adr/0003-signal-codec.md.
 *
 * <pre>
 *   byte 0      version, 2
 *   byte 1      width of the widest block, 0 to 32 bits
 *   bytes 2-5   number of samples, big endian
 *   bytes 6-9   CRC-32C of bytes 0-5 and of all from byte 10 on
 *   bytes 10-   {@link PackedBlocks} of zigzag(sample[i] - sample[i-1]), with 0 before the first sample
 * </pre>
 *
 * Every version has its number in byte 0 and that checksum in bytes 6-9, so that a newer one can be told from spoilt bytes. What version 1
 * wrote is read as well: byte 1 is the number of planes there, 1 to 4, and {@link DeflatedPlanes} of the same numbers
 * follow.
 *
 * <p>Both directions take processor time in proportion to the length, 2 to 6 ns a sample, what version 1 wrote 8 to 12 ns: work for an event loop up to some hundred
 * thousand samples, for a worker thread above.
 */
public final class SampleCodec {
    private static final byte DEFLATED = 1;
    private static final byte PACKED = 2;
    private static final int CHECKSUM_OFFSET = 6;
    private static final int HEADER_BYTES = 10;

    /** Samples that are looked at in one go, whole blocks of them. */
    private static final int CHUNK = 1 << 15;

    private SampleCodec() {}

    /** Some of the samples, as they stand in an array. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Part(int[] samples, int offset) {}

    /** The samples from one to before another. */
    @FunctionalInterface
    private interface Parts {
        Part of(int from, int to);
    }

    /** Takes in the differences of at most 32 samples, which are its only until it returns. */
    @FunctionalInterface
    private interface BlockReader {
        void read(int[] zigzags, int count);
    }

    /** The samples as bytes. */
    public static byte[] encode(int[] samples) {
        return encode(samples.length, (from, to) -> new Part(samples, from));
    }

    /** The samples of a lead as bytes. */
    public static byte[] encode(Lead lead) {
        return lead.isCompact()
                ? encode(lead.length(), (from, to) -> new Part(lead.samples(from, to), 0))
                : encode(lead.samples());
    }

    /** Once for the size, so that no more memory is taken than the bytes need, and once for the bytes. */
    private static byte[] encode(int length, Parts parts) {
        Sizes sizes = new Sizes();
        eachBlock(length, parts, sizes);
        byte[] encoded = new byte[Math.toIntExact(HEADER_BYTES + sizes.bytes)];
        ByteBuffer.wrap(encoded).put(PACKED).put((byte) sizes.widest).putInt(length);
        eachBlock(length, parts, new Writer(encoded));
        ByteBuffer.wrap(encoded).putInt(CHECKSUM_OFFSET, checksum(encoded));
        return encoded;
    }

    private static final class Sizes implements BlockReader {
        private long bytes;
        private int widest;

        @Override
        public void read(int[] zigzags, int count) {
            int width = PackedBlocks.width(zigzags, count);
            bytes += PackedBlocks.bytes(count, width);
            widest = Math.max(widest, width);
        }
    }

    private static final class Writer implements BlockReader {
        private final byte[] encoded;
        private int at = HEADER_BYTES;

        Writer(byte[] encoded) {
            this.encoded = encoded;
        }

        @Override
        public void read(int[] zigzags, int count) {
            at = PackedBlocks.write(zigzags, count, PackedBlocks.width(zigzags, count), encoded, at);
        }
    }

    private static void eachBlock(int length, Parts parts, BlockReader reader) {
        int[] zigzags = new int[PackedBlocks.BLOCK];
        int before = 0;
        for (int from = 0; from < length; from += CHUNK) {
            int count = Math.min(CHUNK, length - from);
            Part part = parts.of(from, from + count);
            for (int i = 0; i < count; i += PackedBlocks.BLOCK) {
                int inBlock = Math.min(PackedBlocks.BLOCK, count - i);
                int first = part.offset() + i;
                differ(part.samples(), first, inBlock, before, zigzags);
                before = part.samples()[first + inBlock - 1];
                reader.read(zigzags, inBlock);
            }
        }
    }

    private static void differ(int[] samples, int first, int count, int before, int[] zigzags) {
        zigzags[0] = zigzag(samples[first] - before);
        for (int i = 1; i < count; i++) {
            zigzags[i] = zigzag(samples[first + i] - samples[first + i - 1]);
        }
    }

    /** The samples of bytes that {@link #encode} made. Memory is taken only for a length that the bytes can hold. */
    public static int[] decode(byte[] encoded) throws UnreadableSignalException {
        return decode(encoded, Header.of(encoded));
    }

    /**
     * As {@link #decode(byte[])}; a lead of a long recording in 16 bits, where its samples fit.
     *
     * @param numberOfSamples that it must have, at least one
     */
    public static Lead decode(String name, byte[] encoded, int numberOfSamples, Optional<Calibration> calibration)
            throws UnreadableSignalException {
        Header header = Header.of(encoded);
        if (header.length() != numberOfSamples || numberOfSamples < 1) {
            throw new UnreadableSignalException(
                    "lead " + name + " holds " + header.length() + " samples, its row says " + numberOfSamples);
        }
        if (numberOfSamples >= Lead.COMPACT_FROM && header.mayFit16Bits()) {
            short[] samples = new short[numberOfSamples];
            if (decode(encoded, header, samples)) {
                return new Lead(name, samples, calibration);
            }
        }
        return new Lead(name, decode(encoded, header), calibration);
    }

    private static int[] decode(byte[] encoded, Header header) throws UnreadableSignalException {
        int[] samples = new int[header.length()];
        if (header.version() == PACKED) {
            unpack(encoded, header, samples);
            return samples;
        }
        DeflatedPlanes.read(encoded, HEADER_BYTES, header.widest(), samples);
        int sample = 0;
        for (int i = 0; i < samples.length; i++) {
            sample += unzigzag(samples[i]);
            samples[i] = sample;
        }
        return samples;
    }

    /** False where a sample does not fit. */
    private static boolean decode(byte[] encoded, Header header, short[] samples) throws UnreadableSignalException {
        if (header.version() == PACKED) {
            return unpack(encoded, header, samples);
        }
        DeflatedPlanes.read(encoded, HEADER_BYTES, header.widest(), samples);
        int sample = 0;
        for (int i = 0; i < samples.length; i++) {
            sample += unzigzag(samples[i] & 0xffff);
            if ((short) sample != sample) {
                return false;
            }
            samples[i] = (short) sample;
        }
        return true;
    }

    private static void unpack(byte[] encoded, Header header, int[] samples) throws UnreadableSignalException {
        PackedBlocks.Reader blocks = new PackedBlocks.Reader(encoded, HEADER_BYTES);
        int[] zigzags = new int[PackedBlocks.BLOCK];
        int sample = 0;
        for (int from = 0; from < samples.length; from += PackedBlocks.BLOCK) {
            int count = Math.min(PackedBlocks.BLOCK, samples.length - from);
            blocks.read(zigzags, count);
            for (int i = 0; i < count; i++) {
                sample += unzigzag(zigzags[i]);
                samples[from + i] = sample;
            }
        }
        blocks.requireEnd(header.widest());
    }

    /** False where a sample does not fit. */
    private static boolean unpack(byte[] encoded, Header header, short[] samples) throws UnreadableSignalException {
        PackedBlocks.Reader blocks = new PackedBlocks.Reader(encoded, HEADER_BYTES);
        int[] zigzags = new int[PackedBlocks.BLOCK];
        int sample = 0;
        for (int from = 0; from < samples.length; from += PackedBlocks.BLOCK) {
            int count = Math.min(PackedBlocks.BLOCK, samples.length - from);
            blocks.read(zigzags, count);
            for (int i = 0; i < count; i++) {
                sample += unzigzag(zigzags[i]);
                if ((short) sample != sample) {
                    return false;
                }
                samples[from + i] = (short) sample;
            }
        }
        blocks.requireEnd(header.widest());
        return true;
    }

    /**
     * What stands before the samples.
     *
     * @param widest the widest block's bits, or the number of planes
     */
    private record Header(int version, int widest, int length) {
        static Header of(byte[] encoded) throws UnreadableSignalException {
            if (encoded.length < HEADER_BYTES) {
                throw new UnreadableSignalException(
                        "the signal has " + encoded.length + " bytes, fewer than its header");
            }
            ByteBuffer bytes = ByteBuffer.wrap(encoded);
            Header header = new Header(bytes.get() & 0xff, bytes.get(), bytes.getInt());
            if (bytes.getInt() != checksum(encoded)) {
                throw new UnreadableSignalException("the signal's checksum is wrong: its bytes were changed");
            }
            if (header.version > PACKED) {
                throw new NewerSignalException(
                        "the signal is of version " + header.version + ", this program knows versions 1 and 2");
            }
            if (header.version < DEFLATED) {
                throw new UnreadableSignalException("the signal is of version 0, which there never was");
            }
            if (header.length < 0 || !header.fits(encoded.length - HEADER_BYTES)) {
                throw new UnreadableSignalException(
                        encoded.length + " bytes cannot hold " + header.length + " samples");
            }
            return header;
        }

        /** The difference of two samples of 16 bits is a zigzag of 17; of version 1 only what its planes alone say is looked at. */
        boolean mayFit16Bits() {
            return widest <= (version == PACKED ? Short.SIZE + 1 : Short.BYTES);
        }

        private boolean fits(long bytes) {
            return version == PACKED
                    ? length <= PackedBlocks.BLOCK * bytes
                    : widest >= 1
                            && widest <= DeflatedPlanes.MAX_PLANES
                            && (long) widest * length <= DeflatedPlanes.MAX_RATIO * bytes;
        }
    }

    private static int checksum(byte[] encoded) {
        CRC32C crc = new CRC32C();
        crc.update(encoded, 0, CHECKSUM_OFFSET);
        crc.update(encoded, HEADER_BYTES, encoded.length - HEADER_BYTES);
        return (int) crc.getValue();
    }

    /** Small differences of either sign become small numbers above 0. */
    private static int zigzag(int difference) {
        return (difference << 1) ^ (difference >> 31);
    }

    private static int unzigzag(int zigzag) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }
}
