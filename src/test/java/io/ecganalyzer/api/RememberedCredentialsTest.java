package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RememberedCredentialsTest {
    private final RememberedCredentials remembered = new RememberedCredentials(Duration.ofMinutes(1), 100);
    private final BasicCredentials ada = new BasicCredentials("ada", "a password");
    private final Principal principal = Principal.user("ada", UUID.randomUUID());

    @Test
    void aVerifiedCredentialIsFoundAndAnotherPasswordIsNot() {
        remembered.remember(ada, principal, remembered.ticket());
        assertEquals(Optional.of(principal), remembered.find(ada));
        assertEquals(Optional.empty(), remembered.find(new BasicCredentials("ada", "b password")));
    }

    @Test
    void aForgottenUserIsNotFoundAndOthersAre() {
        BasicCredentials bob = new BasicCredentials("bob", "a password");
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
}
