package io.ecganalyzer.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The ways in which a WFDB signal file stores its samples, as in the manual page {@code signal(5)} of the WFDB library. A
 * format packs a few samples into a block of bytes: three bytes hold two samples of format 212, for example.
 */
public enum WfdbSignalFormat {
    /** 8-bit first differences. */
    F8(8, 1, 1, Integer.MIN_VALUE),
    /** 16-bit two's complement, least significant byte first. */
    F16(16, 1, 2, -32768),
    /** 24-bit two's complement, least significant byte first. */
    F24(24, 1, 3, -(1 << 23)),
    /** 32-bit two's complement, least significant byte first. */
    F32(32, 1, 4, Integer.MIN_VALUE),
    /** 16-bit two's complement, most significant byte first. */
    F61(61, 1, 2, -32768),
    /** 8-bit offset binary. */
    F80(80, 1, 1, -128),
    /** 16-bit offset binary. */
    F160(160, 1, 2, -32768),
    /** Pairs of 12-bit two's complement in three bytes. */
    F212(212, 2, 3, -2048),
    /** Three 10-bit samples in two 16-bit words, the third spread over the upper five bits of both. */
    F310(310, 3, 4, -512),
    /** Three 10-bit samples one after the other in a 32-bit word. */
    F311(311, 3, 4, -512);

    private final int code;
    private final int blockSamples;
    private final int blockBytes;
    private final int invalid;

    WfdbSignalFormat(int code, int blockSamples, int blockBytes, int invalid) {
        this.code = code;
        this.blockSamples = blockSamples;
        this.blockBytes = blockBytes;
        this.invalid = invalid;
    }

    /** The number that stands for it in a header. */
    public int code() {
        return code;
    }

    /** The value that means "no sample here"; MIN_VALUE, which no 8-bit difference reaches, where there is none. */
    public int invalid() {
        return invalid;
    }

    /** How many samples a block holds. */
    int blockSamples() {
        return blockSamples;
    }

    /** The format with that number. */
    static Optional<WfdbSignalFormat> ofCode(int code) {
        return Arrays.stream(values()).filter(f -> f.code == code).findFirst();
    }

    /** All numbers, for a message. */
    static String codes() {
        return Arrays.stream(values()).map(f -> Integer.toString(f.code)).collect(Collectors.joining(", "));
    }

    /** Bytes that the first {@code samples} samples of a file take; the last block may be cut short after its last sample. */
    long bytesFor(long samples) {
        long whole = samples / blockSamples * blockBytes;
        int rest = (int) (samples % blockSamples);
        if (rest == 0) {
            return whole;
        }
        return whole + (this == F311 ? (rest * 10 + 7) / 8 : this == F310 ? rest * 2L : 2);
    }

    /** Samples that so many bytes hold; a block cut short counts for the samples that are whole in it. */
    long samplesIn(long bytes) {
        long samples = bytes / blockBytes * blockSamples;
        while (bytesFor(samples + 1) <= bytes) {
            samples++;
        }
        return samples;
    }

    /**
     * Decodes samples from the start of a block.
     *
     * @param bytes from the block's first byte on; missing bytes of a block cut short count as 0
     * @param out filled from 0 to {@code count}; format 8 gives differences, all others values
     */
    void decode(ByteBuffer bytes, int[] out, int count) {
        switch (this) {
            case F8 -> fill(out, count, i -> bytes.get(i));
            case F80 -> fill(out, count, i -> (bytes.get(i) & 0xff) - 128);
            case F16 -> fill(out, count, i -> (short) word(bytes, 2 * i));
            case F160 -> fill(out, count, i -> word(bytes, 2 * i) - 32768);
            case F61 -> fill(out, count, i -> (bytes.get(2 * i) << 8) | (bytes.get(2 * i + 1) & 0xff));
            case F24 -> fill(out, count, i -> word(bytes, 3 * i) | (bytes.get(3 * i + 2) << 16));
            case F32 -> fill(out, count, i -> word(bytes, 4 * i) | (word(bytes, 4 * i + 2) << 16));
            case F212 -> decode212(bytes, out, count);
            case F310 -> decode310(bytes, out, count);
            case F311 -> decode311(bytes, out, count);
        }
    }

    private interface Decoding {
        int sample(int index);
    }

    private static void fill(int[] out, int count, Decoding decoding) {
        for (int i = 0; i < count; i++) {
            out[i] = decoding.sample(i);
        }
    }

    private static void decode212(ByteBuffer bytes, int[] out, int count) {
        for (int i = 0, at = 0; i < count; i += 2, at += 3) {
            int middle = bytes.get(at + 1);
            // The middle byte holds the upper four bits of both: of the first in its lower half.
            out[i] = ((middle << 28) >> 20) | (bytes.get(at) & 0xff);
            if (i + 1 < count) {
                out[i + 1] = (((byte) middle >> 4) << 8) | (bytes.get(at + 2) & 0xff);
            }
        }
    }

    private static void decode310(ByteBuffer bytes, int[] out, int count) {
        for (int i = 0, at = 0; i < count; i += 3, at += 4) {
            int first = word(bytes, at);
            out[i] = tenBits(first >> 1);
            if (i + 1 < count) {
                int second = word(bytes, at + 2);
                out[i + 1] = tenBits(second >> 1);
                if (i + 2 < count) {
                    out[i + 2] = tenBits((first >> 11) | ((second >> 11) << 5));
                }
            }
        }
    }

    private static void decode311(ByteBuffer bytes, int[] out, int count) {
        for (int i = 0, at = 0; i < count; i += 3, at += 4) {
            int bits = 0;
            for (int b = 0; b < 4 && at + b < bytes.limit(); b++) {
                bits |= (bytes.get(at + b) & 0xff) << (8 * b);
            }
            for (int k = 0; k < 3 && i + k < count; k++) {
                out[i + k] = tenBits(bits >> (10 * k));
            }
        }
    }

    private static int word(ByteBuffer bytes, int at) {
        return (bytes.get(at) & 0xff) | (bytes.get(at + 1) & 0xff) << 8;
    }

    private static int tenBits(int bits) {
        return (bits << 22) >> 22;
    }
}
