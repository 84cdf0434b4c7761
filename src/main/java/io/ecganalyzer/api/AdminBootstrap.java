package io.ecganalyzer.api;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes the first administrator, if the htpasswd file has no entry: with the name and password given by the configuration,
 * or as {@code admin} with a random password that is left in a file only its owner can read. There is no default password.
 */
public final class AdminBootstrap {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    /** 144 bits, which base64 writes without padding. */
    private static final int RANDOM_BYTES = 18;

    private final Path htpasswdFile;
    private final Path passwordFile;
    private final int bcryptCost;

    /**
     * Where the files are to be.
     *
     * @param htpasswdFile made if it is missing
     * @param passwordFile where a made password goes
     * @param bcryptCost logarithm of bcrypt's rounds, 4 to 31
     */
    public AdminBootstrap(Path htpasswdFile, Path passwordFile, int bcryptCost) {
        this.htpasswdFile = htpasswdFile;
        this.passwordFile = passwordFile;
        this.bcryptCost = bcryptCost;
    }

    /**
     * Makes the administrator if there is none.
     *
     * @return a line to print, without any password; empty if there was an entry already
     * @throws IllegalArgumentException if the configured name or password breaks the rules, with the reason
     * @throws IOException if a file cannot be read or written
     */
    public Optional<String> run(Optional<String> username, Optional<String> password) throws IOException {
        if (hasEntry()) {
            return Optional.empty();
        }
        String name = username.orElse("admin");
        CredentialRules.faultOfUsername(name).ifPresent(AdminBootstrap::refuse);
        password.flatMap(CredentialRules::faultOfHtpasswdPassword).ifPresent(AdminBootstrap::refuse);
        if (password.isPresent()) {
            writeEntry(name, password.get());
            return Optional.of("administrator " + name + " made with the configured password");
        }
        String made = randomPassword();
        // The password first: a hash whose password was lost with a crash in between would lock everybody out.
        writeAtomically(passwordFile, made + "\n");
        writeEntry(name, made);
        return Optional.of("administrator " + name + " made, the password is in " + passwordFile);
    }

    private boolean hasEntry() throws IOException {
        if (!Files.exists(htpasswdFile)) {
            return false;
        }
        try (var lines = Files.lines(htpasswdFile)) {
            return lines.map(String::strip).anyMatch(line -> !line.isEmpty() && !line.startsWith("#"));
        }
    }

    /** Keeps the comments of a file that has nothing else. */
    private void writeEntry(String name, String password) throws IOException {
        String hash = BcryptFunction.getInstance(Bcrypt.Y, bcryptCost)
                .hash(password.getBytes(StandardCharsets.UTF_8))
                .getResult();
        String before = Files.exists(htpasswdFile) ? Files.readString(htpasswdFile) : "";
        String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        writeAtomically(htpasswdFile, before + gap + name + ":" + hash + "\n");
    }

    /** Born with its final mode and moved into place, so that no moment shows it half written or to others. */
    private static void writeAtomically(Path file, String content) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path fresh = Files.createTempFile(target.getParent(), ".new", "", OWNER_ONLY);
        try {
            Files.writeString(fresh, content, StandardOpenOption.WRITE);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static String randomPassword() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }

    private static void refuse(String fault) {
        throw new IllegalArgumentException(fault);
    }
}
