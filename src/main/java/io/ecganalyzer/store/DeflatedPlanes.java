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

    /** Adds the bytes of all planes to numbers that are 0. */
    static void read(byte[] encoded, int from, int planes, int[] numbers) throws CorruptSignalException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(encoded, from, encoded.length - from);
            byte[] chunk = new byte[Math.min(CHUNK, numbers.length)];
            for (int plane = 0; plane < planes; plane++) {
                for (int at = 0; at < numbers.length; at += chunk.length) {
                    int wanted = Math.min(chunk.length, numbers.length - at);
                    fill(inflater, chunk, wanted);
                    addPlane(numbers, at, wanted, plane, chunk);
                }
            }
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished() || inflater.getRemaining() != 0) {
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

    private static void addPlane(int[] numbers, int from, int length, int plane, byte[] chunk) {
        int shift = Byte.SIZE * plane;
        for (int i = 0; i < length; i++) {
            numbers[from + i] |= (chunk[i] & 0xff) << shift;
        }
    }
}
