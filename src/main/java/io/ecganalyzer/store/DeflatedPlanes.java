package io.ecganalyzer.store;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads what version 1 of {@link SampleCodec} wrote: one raw DEFLATE stream (RFC 1951) of the numbers' lowest bytes, then of the next
 * ones, and so on.
 */
final class DeflatedPlanes {
    static final int MAX_PLANES = 4;

    /** DEFLATE cannot shrink by more (zlib's technical notes): what claims to be longer was not written here. */
    static final long MAX_RATIO = 1032;

    /** Enough to make calls into zlib rare, small enough to stay in the processor's cache. */
    private static final int CHUNK = 1 << 15;

    private DeflatedPlanes() {}

    /** Takes in a part of a plane. */
    private interface PlaneReader {
        void read(int from, int count, int plane, byte[] chunk);
    }

    /** Adds the bytes of all planes to numbers that are 0. */
    static void read(byte[] encoded, int begin, int planes, int[] numbers) throws UnreadableSignalException {
        read(encoded, begin, planes, numbers.length, (from, count, plane, chunk) -> {
            for (int i = 0; i < count; i++) {
                numbers[from + i] |= (chunk[i] & 0xff) << (Byte.SIZE * plane);
            }
        });
    }

    /** The same for at most two planes. */
    static void read(byte[] encoded, int begin, int planes, short[] numbers) throws UnreadableSignalException {
        read(encoded, begin, planes, numbers.length, (from, count, plane, chunk) -> {
            for (int i = 0; i < count; i++) {
                numbers[from + i] |= (short) ((chunk[i] & 0xff) << (Byte.SIZE * plane));
            }
        });
    }

    private static void read(byte[] encoded, int begin, int planes, int length, PlaneReader reader)
            throws UnreadableSignalException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(encoded, begin, encoded.length - begin);
            byte[] chunk = new byte[Math.min(CHUNK, length)];
            for (int plane = 0; plane < planes; plane++) {
                for (int from = 0; from < length; from += chunk.length) {
                    int wanted = Math.min(chunk.length, length - from);
                    fill(inflater, chunk, wanted);
                    reader.read(from, wanted, plane, chunk);
                }
            }
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished() || inflater.getRemaining() != 0) {
                throw new UnreadableSignalException("the signal goes on after its last sample");
            }
        } catch (DataFormatException e) {
            throw new UnreadableSignalException("the signal's bytes are not DEFLATE", e);
        } finally {
            inflater.end();
        }
    }

    private static void fill(Inflater inflater, byte[] chunk, int wanted)
            throws DataFormatException, UnreadableSignalException {
        int filled = 0;
        while (filled < wanted) {
            int inflated = inflater.inflate(chunk, filled, wanted - filled);
            if (inflated == 0) {
                throw new UnreadableSignalException("the signal ends before its last sample");
            }
            filled += inflated;
        }
    }
}
