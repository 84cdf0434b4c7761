package io.ecganalyzer.store;

import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Lead;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Samples in about half a byte each: the differences of neighbours, split into byte planes, under a Huffman code. Exact for the
 * whole int32 range, because differences wrap around. Figures and roads not taken: docs/adr/0003-signal-codec.md.
 *
 * <pre>
 *   byte 0      version, 1
 *   byte 1      number of planes, 1 to 4
 *   bytes 2-5   number of samples, big endian
 *   bytes 6-9   CRC-32C of bytes 0-5 and of all from byte 10 on
 *   bytes 10-   raw DEFLATE (RFC 1951) of plane 0, then plane 1, ...
 * </pre>
 *
 * Plane k holds bits 8k to 8k+7 of every {@code zigzag(sample[i] - sample[i-1])}, with 0 before the first sample. Planes above the
 * highest one that is not all 0 are left out.
 *
 * <p>Both directions take processor time in proportion to the length, some 15 ns a sample: work for an event loop up to some ten
 * thousand samples, for a worker thread above.
 */
public final class SampleCodec {
    private static final byte VERSION = 1;
    private static final int CHECKSUM_OFFSET = 6;
    private static final int HEADER_BYTES = 10;
    private static final int MAX_PLANES = 4;

    /** DEFLATE cannot shrink by more (zlib's technical notes): what claims to be longer was not written here. */
    private static final long MAX_RATIO = 1032;

    /** Enough to make calls into zlib rare, small enough to stay in the processor's cache. */
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

    private static byte[] encode(int length, Parts parts) {
        int planes = planes(length, parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream(HEADER_BYTES + 64 + (int) (length * 5L / 8));
        byte[] header = new byte[HEADER_BYTES];
        out.writeBytes(header);
        deflate(length, parts, planes, out);
        byte[] encoded = out.toByteArray();
        ByteBuffer.wrap(encoded)
                .put(VERSION)
                .put((byte) planes)
                .putInt(length)
                .putInt(0)
                .putInt(CHECKSUM_OFFSET, checksum(encoded));
        return encoded;
    }

    private static int planes(int length, Parts parts) {
        int all = 0;
        int previous = 0;
        for (int from = 0; from < length; from += CHUNK) {
            int count = Math.min(CHUNK, length - from);
            Part part = parts.of(from, from + count);
            for (int i = part.offset(); i < part.offset() + count; i++) {
                int sample = part.samples()[i];
                all |= zigzag(sample - previous);
                previous = sample;
            }
        }
        return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(all) + 7) / 8);
    }

    private static void deflate(int length, Parts parts, int planes, ByteArrayOutputStream out) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            byte[] chunk = new byte[CHUNK];
            byte[] deflated = new byte[CHUNK];
            for (int plane = 0; plane < planes; plane++) {
                // The lowest plane is near to noise, where looking for repetitions costs time and gains nothing; the
                // others are long
                // runs of zeros, which a Huffman code alone could not bring below a bit each.
                deflater.setStrategy(plane == 0 ? Deflater.HUFFMAN_ONLY : Deflater.DEFAULT_STRATEGY);
                // A new strategy begins after the input at hand (zlib.h, deflateParams): none may be.
                deflater.setInput(chunk, 0, 0);
                drain(deflater, deflated, out);
                int previous = 0;
                for (int from = 0; from < length; from += CHUNK) {
                    int count = Math.min(CHUNK, length - from);
                    previous = takePlane(parts.of(from, from + count), count, previous, plane, chunk);
                    deflater.setInput(chunk, 0, count);
                    drain(deflater, deflated, out);
                }
            }
            deflater.finish();
            while (!deflater.finished()) {
                drain(deflater, deflated, out);
            }
        } finally {
            deflater.end();
        }
    }

    private static void drain(Deflater deflater, byte[] deflated, ByteArrayOutputStream out) {
        int length;
        do {
            length = deflater.deflate(deflated);
            out.write(deflated, 0, length);
        } while (length > 0 || !deflater.needsInput());
    }

    private static int takePlane(Part part, int count, int before, int plane, byte[] chunk) {
        int shift = 8 * plane;
        int[] samples = part.samples();
        int offset = part.offset();
        int previous = before;
        for (int i = 0; i < count; i++) {
            int sample = samples[offset + i];
            chunk[i] = (byte) (zigzag(sample - previous) >>> shift);
            previous = sample;
        }
        return previous;
    }

    /** The samples of bytes that {@link #encode} made. Memory is taken only for a length that the bytes can hold. */
    public static int[] decode(byte[] encoded) throws CorruptSignalException {
        return decode(encoded, Header.of(encoded));
    }

    private static int[] decode(byte[] encoded, Header header) throws CorruptSignalException {
        int[] samples = new int[header.length()];
        inflate(encoded, header, (from, count, plane, chunk) -> addPlane(samples, from, count, plane, chunk));
        int sample = 0;
        for (int i = 0; i < samples.length; i++) {
            sample += unzigzag(samples[i]);
            samples[i] = sample;
        }
        return samples;
    }

    /** As {@link #decode(byte[])}; a lead of a long recording in 16 bits, where its samples fit. */
    public static Lead decode(String name, byte[] encoded, Optional<Calibration> calibration)
            throws CorruptSignalException {
        Header header = Header.of(encoded);
        if (header.length() >= Lead.COMPACT_FROM && header.planes() <= Short.BYTES) {
            short[] samples = new short[header.length()];
            inflate(encoded, header, (from, count, plane, chunk) -> addPlane(samples, from, count, plane, chunk));
            if (sumUp(samples)) {
                return new Lead(name, samples, calibration);
            }
        }
        return new Lead(name, decode(encoded, header), calibration);
    }

    /** Differences become samples. False where one does not fit. */
    private static boolean sumUp(short[] samples) {
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

    /** What stands before the samples. */
    private record Header(int planes, int length) {
        static Header of(byte[] encoded) throws CorruptSignalException {
            if (encoded.length < HEADER_BYTES) {
                throw new CorruptSignalException("the signal has " + encoded.length + " bytes, fewer than its header");
            }
            ByteBuffer header = ByteBuffer.wrap(encoded);
            int version = header.get();
            if (version != VERSION) {
                throw new CorruptSignalException(
                        "the signal is of version " + version + ", this program knows version " + VERSION);
            }
            int planes = header.get();
            int length = header.getInt();
            if (header.getInt() != checksum(encoded)) {
                throw new CorruptSignalException("the signal's checksum is wrong: its bytes were changed");
            }
            long room = MAX_RATIO * (encoded.length - HEADER_BYTES);
            if (planes < 1 || planes > MAX_PLANES || length < 0 || (long) planes * length > room) {
                throw new CorruptSignalException(encoded.length + " bytes cannot hold " + length + " samples");
            }
            return new Header(planes, length);
        }
    }

    /** Takes in a part of a plane. */
    private interface PlaneReader {
        void read(int from, int count, int plane, byte[] chunk);
    }

    private static void inflate(byte[] encoded, Header header, PlaneReader reader) throws CorruptSignalException {
        int length = header.length();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(encoded, HEADER_BYTES, encoded.length - HEADER_BYTES);
            byte[] chunk = new byte[Math.min(CHUNK, length)];
            for (int plane = 0; plane < header.planes(); plane++) {
                for (int from = 0; from < length; from += chunk.length) {
                    int wanted = Math.min(chunk.length, length - from);
                    fill(inflater, chunk, wanted);
                    reader.read(from, wanted, plane, chunk);
                }
            }
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw new CorruptSignalException("the signal goes on after its last sample");
            }
        } catch (DataFormatException e) {
            throw new CorruptSignalException("the signal's bytes are not DEFLATE", e);
        } finally {
            inflater.end();
        }
    }

    private static void fill(Inflater inflater, byte[] chunk, int wanted)
            throws DataFormatException, CorruptSignalException {
        int filled = 0;
        while (filled < wanted) {
            int inflated = inflater.inflate(chunk, filled, wanted - filled);
            if (inflated == 0) {
                throw new CorruptSignalException("the signal ends before its last sample");
            }
            filled += inflated;
        }
    }

    private static void addPlane(int[] differences, int from, int length, int plane, byte[] chunk) {
        int shift = 8 * plane;
        for (int i = 0; i < length; i++) {
            differences[from + i] |= (chunk[i] & 0xff) << shift;
        }
    }

    private static void addPlane(short[] differences, int from, int length, int plane, byte[] chunk) {
        int shift = 8 * plane;
        for (int i = 0; i < length; i++) {
            differences[from + i] |= (short) ((chunk[i] & 0xff) << shift);
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
