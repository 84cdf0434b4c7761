package io.ecganalyzer.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Encoded signals as no writer of this program makes them. */
public final class Signals {
    private Signals() {}

    /** Of a version that is not there yet, with the checksum that each has in its place. */
    public static byte[] ofNewerProgram() {
        return withChecksum(new byte[] {77, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1, 2, 3});
    }

    /** A copy with a checksum that is right, as only a writer with a defect or an intent would make it. */
    static byte[] withChecksum(byte[] encoded) {
        byte[] changed = encoded.clone();
        CRC32C crc = new CRC32C();
        crc.update(changed, 0, 6);
        crc.update(changed, 10, changed.length - 10);
        ByteBuffer.wrap(changed).putInt(6, (int) crc.getValue());
        return changed;
    }
}
