package io.ecganalyzer.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory below which a node writes everything, held by a lock as long as the node runs. The lock is the kernel's, so it ends
 * with the process, however that ends.
 */
final class DataDirectory implements AutoCloseable {
    private static final int LONGEST_PID = 20;

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Makes it if it is missing, for its owner only, and takes it. */
    static DataDirectory take(Path directory) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path path = directory.toRealPath();
            FileChannel lockFile = FileChannel.open(
                    path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(path, lockFile);
            return new DataDirectory(path, lockFile);
        } catch (IOException e) {
            throw new NodeException("the data directory " + directory + " cannot be used: " + e, e);
        }
    }

    private static void lock(Path path, FileChannel lockFile) throws IOException {
        if (!isLocked(lockFile)) {
            ByteBuffer holder = ByteBuffer.allocate(LONGEST_PID);
            lockFile.read(holder, 0);
            lockFile.close();
            throw new NodeException("another service uses the data directory " + path + ": process "
                    + new String(holder.array(), 0, holder.position(), StandardCharsets.US_ASCII).strip());
        }
        lockFile.truncate(0);
        lockFile.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** In this process a second attempt is an exception, in another one it gets nothing. */
    private static boolean isLocked(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    /** Where other commands on this machine find the service. */
    void announce(String url) {
        try {
            Path fresh = Files.createTempFile(path, ".service", ".url");
            Files.writeString(fresh, url + "\n");
            Files.move(fresh, announcement(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new NodeException("the service's URL cannot be written: " + e, e);
        }
    }

    void withdraw() throws IOException {
        Files.deleteIfExists(announcement());
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private Path announcement() {
        return path.resolve("service.url");
    }
}
