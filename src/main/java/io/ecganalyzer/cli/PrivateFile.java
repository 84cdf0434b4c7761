package io.ecganalyzer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes what nobody else may read. */
final class PrivateFile {
    private PrivateFile() {}

    /** Born with its final mode and moved into place, so that no moment shows it half written or to others. */
    static void write(Path file, String content) throws IOException {
        Path target = file.toAbsolutePath();
        Path fresh = Files.createTempFile(
                target.getParent(),
                ".new",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, content, StandardOpenOption.WRITE);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
