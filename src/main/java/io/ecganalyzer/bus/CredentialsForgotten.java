package io.ecganalyzer.bus;

import java.util.Objects;

/**
 * A user was deleted or has a new password: what is remembered of a login is no longer true.
 *
 * @param username whose
 */
@Wire(address = "ecg.credentials.forgotten")
public record CredentialsForgotten(String username) implements Message.Announcement {
    public CredentialsForgotten {
        Objects.requireNonNull(username);
    }
}
