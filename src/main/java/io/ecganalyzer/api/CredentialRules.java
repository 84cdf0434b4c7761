package io.ecganalyzer.api;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a username and a password may be; each check answers with the fault in words, or empty if there is none. */
public final class CredentialRules {
    /** bcrypt reads no further (Provos and Mazières 1999, section 4): longer ones in htpasswd would be cut silently. */
    public static final int MAX_HTPASSWD_BYTES = 72;

    private static final int MIN_BYTES = 8;
    private static final int MAX_BYTES = 1024;
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._@-]{3,64}");

    private CredentialRules() {}

    /** A colon could not log in over Basic, so names keep to a small alphabet. */
    public static Optional<String> faultOfUsername(String username) {
        return USERNAME.matcher(username).matches()
                ? Optional.empty()
                : Optional.of(
                        "a username has 3 to 64 characters, each a letter A-Z or a-z, a digit, or one of . _ @ -");
    }

    /** Lengths are bytes of UTF-8. A lone surrogate has no UTF-8 and could not be sent in a Basic header. */
    public static Optional<String> faultOfPassword(String password) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(password)) {
            return Optional.of("a password must be valid Unicode, without lone surrogates");
        }
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= MIN_BYTES && bytes <= MAX_BYTES
                ? Optional.empty()
                : Optional.of("a password has 8 to 1024 bytes of UTF-8, this one has " + bytes);
    }

    /** As {@link #faultOfPassword}, for one that is to stand in an htpasswd file. */
    public static Optional<String> faultOfHtpasswdPassword(String password) {
        Optional<String> fault = faultOfPassword(password);
        if (fault.isPresent()) {
            return fault;
        }
        return password.getBytes(StandardCharsets.UTF_8).length <= MAX_HTPASSWD_BYTES
                ? Optional.empty()
                : Optional.of("an administrator's password has at most 72 bytes of UTF-8, as bcrypt reads no further");
    }
}
