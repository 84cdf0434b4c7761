package io.ecganalyzer.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Samples as a few bits each: zigzag deltas in byte planes under an entropy coder. Exact for the whole int32 range. */
public final class SampleCodec {
    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 9;

    private SampleCodec() {}

    /** Takes processor time in proportion to the length: not for an event loop with more than some ten thousand samples. */
    public static byte[] encode(int[] samples) {
        byte[] planes = new byte[4 * samples.length];
        int previous = 0;
        for (int i = 0; i < samples.length; i++) {
            int delta = samples[i] - previous;
            int zigzag = (delta << 1) ^ (delta >> 31);
            previous = samples[i];
            for (int plane = 0; plane < 4; plane++) {
                planes[plane * samples.length + i] = (byte) (zigzag >>> (8 * plane));
            }
        }
        Deflater deflater = new Deflater(1, true);
        try {
            deflater.setInput(planes);
            deflater.finish();
            ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + 64 + planes.length + planes.length / 1000);
            out.put(VERSION).putInt(samples.length).putInt(0);
            deflater.deflate(out);
            CRC32C crc = new CRC32C();
            crc.update(out.array(), HEADER_BYTES, out.position() - HEADER_BYTES);
            out.putInt(5, (int) crc.getValue());
            byte[] encoded = new byte[out.position()];
            out.rewind().get(encoded);
            return encoded;
        } finally {
            deflater.end();
        }
    }

    /** Takes processor time in proportion to the length: not for an event loop with more than some ten thousand samples. */
    public static int[] decode(byte[] encoded) throws CorruptSignalException {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        if (encoded.length < HEADER_BYTES || in.get() != VERSION) {
            throw new CorruptSignalException("not a signal of version " + VERSION);
        }
        int length = in.getInt();
        CRC32C crc = new CRC32C();
        crc.update(encoded, HEADER_BYTES, encoded.length - HEADER_BYTES);
        if (in.getInt() != (int) crc.getValue() || length < 0 || length > 1L * encoded.length * 1032 / 4) {
            throw new CorruptSignalException("the signal's checksum is wrong");
        }
        byte[] planes = new byte[4 * length];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(in);
            if (inflater.inflate(planes) != planes.length) {
                throw new CorruptSignalException("the signal is shorter than it says");
            }
        } catch (DataFormatException e) {
            throw new CorruptSignalException("the signal is not what was written", e);
        } finally {
            inflater.end();
        }
        int[] samples = new int[length];
        int previous = 0;
        for (int i = 0; i < length; i++) {
            int zigzag = 0;
            for (int plane = 0; plane < 4; plane++) {
                zigzag |= (planes[plane * length + i] & 0xff) << (8 * plane);
            }
            previous += (zigzag >>> 1) ^ -(zigzag & 1);
            samples[i] = previous;
        }
        return samples;
    }
}
