package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(VertxExtension.class)
class AdministratorsTest {
    private static final int CHEAP = 4;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = Bcrypt.class,
            names = {"A", "B", "Y"})
    void everyKindOfBcryptLogsIn(Bcrypt kind, Vertx vertx) throws IOException {
        AdministratorsFile file = new AdministratorsFile(vertx, htpasswd("root:" + hash(kind, "pässword")));
        assertTrue(file.matches("root", "pässword"));
        assertFalse(file.matches("root", "passwort"));
        assertFalse(file.matches("nobody", "pässword"));
    }

    @Test
    void aChangedFileCountsAndABrokenOneKeepsThePrevious(Vertx vertx) throws IOException {
        Path path = htpasswd("root:" + hash(Bcrypt.Y, "password1"));
        AdministratorsFile file = new AdministratorsFile(vertx, path);
        assertFalse(file.refresh());

        Files.writeString(path, "root:" + hash(Bcrypt.Y, "password2") + "\n");
        assertTrue(file.refresh());
        assertFalse(file.matches("root", "password1"));
        assertTrue(file.matches("root", "password2"));

        Files.writeString(path, "no entry\n");
        assertFalse(file.refresh());
        assertTrue(file.matches("root", "password2"));

        Files.delete(path);
        assertFalse(file.refresh());
        assertTrue(file.has("root"));
    }

    @Test
    void theFirstStartMakesAnAdministratorWhosePasswordOnlyTheOwnerReads(Vertx vertx) throws IOException {
        Path htpasswd = directory.resolve("conf/htpasswd");
        Path passwordFile = directory.resolve("data/admin-password");
        AdminBootstrap bootstrap = new AdminBootstrap(htpasswd, passwordFile, CHEAP);

        String line = bootstrap.run(Optional.empty(), Optional.empty()).orElseThrow();
        String made = Files.readString(passwordFile).strip();

        assertFalse(line.contains(made));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile)));
        assertTrue(new AdministratorsFile(vertx, htpasswd).matches("admin", made));
        assertEquals(Optional.empty(), bootstrap.run(Optional.empty(), Optional.empty()));
        assertEquals(made, Files.readString(passwordFile).strip());
    }

    @Test
    void theFirstStartTakesTheConfiguredPasswordAndWritesItNowhere(Vertx vertx) throws IOException {
        Path htpasswd = htpasswd("# administrators");
        Path passwordFile = directory.resolve("admin-password");
        new AdminBootstrap(htpasswd, passwordFile, CHEAP).run(Optional.of("root"), Optional.of("a password"));
        assertFalse(Files.exists(passwordFile));
        assertTrue(Files.readString(htpasswd).startsWith("# administrators\nroot:$2y$"));
        assertTrue(new AdministratorsFile(vertx, htpasswd).matches("root", "a password"));
    }

    @Test
    void aPasswordThatBcryptWouldCutIsRefusedWithAReason() {
        AdminBootstrap bootstrap =
                new AdminBootstrap(directory.resolve("htpasswd"), directory.resolve("password"), CHEAP);
        Optional<String> tooLong = Optional.of("ö".repeat(37));
        Throwable refused =
                assertThrows(IllegalArgumentException.class, () -> bootstrap.run(Optional.empty(), tooLong));
        assertTrue(refused.getMessage().contains("72 bytes"));
        assertFalse(Files.exists(directory.resolve("htpasswd")));
    }

    private Path htpasswd(String content) throws IOException {
        return Files.writeString(directory.resolve("htpasswd"), content + "\n");
    }

    private static String hash(Bcrypt kind, String password) {
        return BcryptFunction.getInstance(kind, CHEAP)
                .hash(password.getBytes(StandardCharsets.UTF_8))
                .getResult();
    }
}
