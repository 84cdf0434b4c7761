package io.ecganalyzer.cli;

import io.ecganalyzer.embedded.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Registers users for the one at this machine's keyboard. */
final class NewUsers {
    private static final int PASSWORD_BYTES = 12;
    private static final int MOST_NAME = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Service service;
    private final Credentials administrator;

    NewUsers(Service service, Credentials administrator) {
        this.service = service;
        this.administrator = administrator;
    }

    /** A user whose name begins so and that nobody had before. */
    Credentials make(String prefix) throws IOException, InterruptedException {
        Credentials user = proposal(prefix);
        while (!service.register(administrator, user)) {
            user = proposal(prefix);
        }
        return user;
    }

    /** A user with a made password, not yet registered. */
    static Credentials proposal(String prefix) {
        byte[] suffix = new byte[3];
        byte[] password = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(suffix);
        RANDOM.nextBytes(password);
        return new Credentials(
                prefix + "-" + HexFormat.of().formatHex(suffix),
                Base64.getUrlEncoder().encodeToString(password));
    }

    /**
     * The user of earlier commands at this machine, or a new one that later commands find.
     *
     * @param file where name and password are kept, for its owner only
     */
    Credentials kept(Path file) throws IOException, InterruptedException {
        if (Files.isReadable(file)) {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() >= 2) {
                Credentials user = new Credentials(lines.get(0), lines.get(1));
                if (service.knows(user)) {
                    return user;
                }
            }
        }
        String who =
                System.getProperty("user.name", "user").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "");
        Credentials user = make("local-" + who.substring(0, Math.min(MOST_NAME, who.length())));
        PrivateFiles.write(file, user.username() + "\n" + user.password() + "\n");
        return user;
    }
}
