package io.ecganalyzer.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The servers' programs, unpacked from the class path into a directory that is named after their checksum, once. A
 * directory appears under its name only when it is complete.
 */
final class Binaries {
    private static final int OWNER_EXECUTE = 0100;
    private static final Set<PosixFilePermission> EXECUTABLE = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path directory;

    Binaries(Path directory) throws IOException {
        this.directory = PrivateFiles.directory(directory);
    }

    /** The directory that holds {@code bin/postgres} and {@code bin/initdb} */
    Path postgres() throws IOException {
        String resource = "/postgres-linux-" + (isArm() ? "arm_64" : "x86_64") + ".txz";
        return unpacked("postgresql", resource, Binaries::untar);
    }

    /** The program itself. */
    Path redis() throws IOException {
        String resource = "/redis-server-7.0.15-linux-" + (isArm() ? "arm64" : "amd64");
        return unpacked("redis", resource, Binaries::copyProgram).resolve("redis-server");
    }

    private Path unpacked(String name, String resource, Unpacking unpacking) throws IOException {
        URL url = Binaries.class.getResource(resource);
        if (url == null || !System.getProperty("os.name").equals("Linux")) {
            throw new EmbeddedException("there is no embedded " + name + " for "
                    + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                    + ": name an external one in the configuration");
        }
        URLConnection connection = url.openConnection();
        Path home = directory.resolve(name + "-" + checksum(connection));
        if (!Files.isDirectory(home)) {
            deleteOlder(name);
            Path fresh = Files.createTempDirectory(directory, name + "-new");
            try (InputStream in = new BufferedInputStream(connection.getInputStream())) {
                unpacking.unpack(in, fresh);
            }
            settle(fresh, home);
        }
        return home;
    }

    /** Another process that shares the directory may have been faster. */
    private static void settle(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
            PrivateFiles.deleteTree(fresh);
        }
    }

    /** The jar's own checksum of the entry, which costs no reading of it. */
    private static String checksum(URLConnection connection) throws IOException {
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(connection.getContentLengthLong());
    }

    /** Of an earlier release, or half unpacked when the service was killed. */
    private void deleteOlder(String name) throws IOException {
        List<Path> older;
        try (Stream<Path> entries = Files.list(directory)) {
            older = entries.filter(entry -> entry.getFileName().toString().startsWith(name + "-"))
                    .toList();
        }
        for (Path entry : older) {
            PrivateFiles.deleteTree(entry);
        }
    }

    private static void copyProgram(InputStream in, Path into) throws IOException {
        Path program = into.resolve("redis-server");
        Files.copy(in, program);
        Files.setPosixFilePermissions(program, EXECUTABLE);
    }

    private static void untar(InputStream in, Path into) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = into.resolve(entry.getName()).normalize();
            if (!target.startsWith(into)) {
                throw new IOException("the archive leaves its directory: " + entry.getName());
            }
            untar(tar, entry, target);
        }
    }

    private static void untar(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & OWNER_EXECUTE) != 0) {
            Files.setPosixFilePermissions(target, EXECUTABLE);
        }
    }

    private static boolean isArm() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return architecture.equals("aarch64") || architecture.equals("arm64");
    }

    private interface Unpacking {
        void unpack(InputStream in, Path into) throws IOException;
    }
}
