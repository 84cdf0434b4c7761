package io.ecganalyzer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
    @TempDir
    private Path parent;

    @Test
    void onlyItsOwnerMayEnterIt() throws IOException {
        Path path = parent.resolve("deep/data");
        DataDirectory.take(path).close();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void aSecondServiceIsToldWhoHasIt() throws IOException {
        try (DataDirectory first = DataDirectory.take(parent)) {
            String message = assertThrows(NodeException.class, () -> DataDirectory.take(parent))
                    .getMessage();
            assertEquals(
                    "another service uses the data directory " + first.path() + ": process "
                            + ProcessHandle.current().pid(),
                    message);
        }
    }

    @Test
    void itIsFreeAgainWhenTheServiceHasEnded() throws IOException {
        DataDirectory.take(parent).close();
        DataDirectory.take(parent).close();
    }

    @Test
    void theServiceIsAnnouncedAndWithdrawn() throws IOException {
        Path file = parent.resolve("service.url");
        try (DataDirectory data = DataDirectory.take(parent)) {
            data.announce("http://127.0.0.1:1");
            data.announce("http://127.0.0.1:2");
            assertEquals("http://127.0.0.1:2\n", Files.readString(file));
            data.withdraw();
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void aPathThatIsNoDirectoryIsNamed() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        String message = assertThrows(NodeException.class, () -> DataDirectory.take(file))
                .getMessage();
        assertTrue(message.contains(file.toString()), message);
    }
}
