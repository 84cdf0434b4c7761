package io.ecganalyzer.api;

import io.ecganalyzer.ecg.Lead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A digest of what an ECG says, whatever its JSON looked like. Every part is preceded by whether it is there or how long it is, so
 * that no two contents are written alike.
 */
final class ContentHash {
    private static final int INTS_AT_ONCE = 2_048;

    private final MessageDigest sha256;

    ContentHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    ContentHash text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        sha256.update(bytes);
        return this;
    }

    ContentHash number(long number) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return this;
    }

    /** Zero and minus zero are one number. */
    ContentHash number(double number) {
        return number(Double.doubleToLongBits(number + 0.0));
    }

    ContentHash flag(boolean flag) {
        sha256.update((byte) (flag ? 1 : 0));
        return this;
    }

    ContentHash samples(Lead lead) {
        number(lead.length());
        ByteBuffer buffer = ByteBuffer.allocate(INTS_AT_ONCE * Integer.BYTES);
        for (int from = 0; from < lead.length(); from += INTS_AT_ONCE) {
            int[] part = lead.samples(from, Math.min(from + INTS_AT_ONCE, lead.length()));
            buffer.clear();
            buffer.asIntBuffer().put(part);
            buffer.limit(part.length * Integer.BYTES);
            sha256.update(buffer);
        }
        return this;
    }

    byte[] digest() {
        return sha256.digest();
    }
}
