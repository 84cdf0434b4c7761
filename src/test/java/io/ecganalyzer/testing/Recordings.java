package io.ecganalyzer.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The recordings to develop with, which are no part of the project: in the folder ECG_DATA, else {@code ../shared/data}. */
public final class Recordings {
    private Recordings() {}

    /** A file or folder of the recordings; the test is skipped, saying which, where it is absent. */
    public static Path path(String name) {
        String folder = System.getenv("ECG_DATA");
        Path path = Path.of(folder == null ? "../shared/data" : folder).resolve(name);
        assumeTrue(Files.exists(path), "skipped: the recordings " + path + " are absent");
        return path;
    }

    /** The records of a database, as paths without extension, in order of name. */
    public static List<Path> records(String database) {
        try (var files = Files.walk(path(database), 2)) {
            return files.filter(f -> f.toString().endsWith(".hea"))
                    .map(f -> f.resolveSibling(f.getFileName().toString().replace(".hea", "")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
