package io.ecganalyzer.testing;

import io.ecganalyzer.embedded.EmbeddedServices;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the servers of one test JVM write: a directory of its own below the build's. A JVM that was killed could not clear up; the
 * next one does it, knowing by the lock that nobody lives there any more.
 */
record ServicesDirectory(Path path, FileChannel lock) {
    private static final Path ALL = Path.of("target", "test-services");

    static ServicesDirectory take() throws IOException {
        Files.createDirectories(ALL);
        clearDeserted();
        Path path = Files.createTempDirectory(ALL, "jvm").toRealPath();
        FileChannel lock = openLock(path);
        lock.lock();
        return new ServicesDirectory(path, lock);
    }

    /** Unpacked once for all test JVMs until the next clean. */
    static Path programs() {
        return ALL.resolve("programs");
    }

    void delete() throws IOException {
        lock.close();
        Trees.delete(path);
    }

    private static void clearDeserted() throws IOException {
        List<Path> others;
        try (Stream<Path> entries = Files.list(ALL)) {
            others = entries.filter(entry -> entry.getFileName().toString().startsWith("jvm"))
                    .toList();
        }
        for (Path other : others) {
            try (FileChannel lock = openLock(other)) {
                if (lock.tryLock() != null) {
                    EmbeddedServices.endLeftovers(other, programs());
                    Trees.delete(other);
                }
            } catch (NoSuchFileException deletedMeanwhile) {
                continue;
            }
        }
    }

    private static FileChannel openLock(Path directory) throws IOException {
        return FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
