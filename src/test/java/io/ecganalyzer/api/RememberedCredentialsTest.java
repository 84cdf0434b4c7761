package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RememberedCredentialsTest {
    private final RememberedCredentials remembered = new RememberedCredentials(Duration.ofMinutes(1), 100);
    private final ByteBuffer ada = fingerprint("ada", "a password");
    private final Principal principal = Principal.user("ada", UUID.randomUUID());

    @Test
    void aVerifiedCredentialIsFoundAndAnotherPasswordIsNot() {
        remembered.remember(ada, principal, remembered.ticket());
        assertEquals(Optional.of(principal), remembered.find(ada));
        assertEquals(Optional.empty(), remembered.find(fingerprint("ada", "b password")));
    }

    @Test
    void aForgottenUserIsNotFoundAndOthersAre() {
        ByteBuffer bob = fingerprint("bob", "a password");
        remembered.remember(ada, principal, remembered.ticket());
        remembered.remember(bob, Principal.administrator("bob"), remembered.ticket());
        remembered.forget("ada");
        assertEquals(Optional.empty(), remembered.find(ada));
        assertEquals(Optional.of(Principal.administrator("bob")), remembered.find(bob));
    }

    @Test
    void aVerificationInFlightWhenThePasswordChangesIsNotRemembered() {
        long ticket = remembered.ticket();
        remembered.forget("ada");
        remembered.remember(ada, principal, ticket);
        assertEquals(Optional.empty(), remembered.find(ada));
    }

    @Test
    void allAreForgottenWhenTheAdministratorsFileChanges() {
        remembered.remember(ada, principal, remembered.ticket());
        remembered.forgetAll();
        assertEquals(Optional.empty(), remembered.find(ada));
    }

    @Test
    void theAcquaintedStaySoUntilTheirPasswordChanges() {
        assertFalse(remembered.isAcquainted(ada));
        remembered.remember(ada, principal, remembered.ticket());
        remembered.forgetAll();
        assertTrue(remembered.isAcquainted(ada));
        remembered.forget("ada");
        assertFalse(remembered.isAcquainted(ada));
    }

    private ByteBuffer fingerprint(String username, String password) {
        return remembered.fingerprint(new BasicCredentials(username, password));
    }
}
