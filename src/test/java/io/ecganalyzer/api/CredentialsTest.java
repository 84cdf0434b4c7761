package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @Test
    void theHeaderIsUtf8AndThePasswordMayHoldColons() {
        assertEquals(
                Optional.of(new BasicCredentials("ada", "pässwörd:ü:€")),
                BasicCredentials.parse(header("ada:pässwörd:ü:€".getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!", "Bearer abc", "Basic bm9jb2xvbg=="})
    void aMalformedHeaderHoldsNoCredentials(String header) {
        assertEquals(Optional.empty(), BasicCredentials.parse(header));
    }

    @Test
    void bytesThatAreNotUtf8HoldNoCredentials() {
        assertEquals(Optional.empty(), BasicCredentials.parse(header(new byte[] {'a', ':', (byte) 0xc0, (byte) 0x80})));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "a.b_c@d-e", "A0Z"})
    void theseAreUsernames(String username) {
        assertEquals(Optional.empty(), CredentialRules.faultOfUsername(username));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "a:b", "a\0b", "ada ", "ada\n", "ädä"})
    void theseAreNoUsernames(String username) {
        assertTrue(CredentialRules.faultOfUsername(username).isPresent());
    }

    @Test
    void lengthsOfPasswordsAreBytes() {
        assertTrue(CredentialRules.faultOfPassword("1234567").isPresent());
        assertFalse(CredentialRules.faultOfPassword("öööö").isPresent());
        assertFalse(CredentialRules.faultOfPassword("x".repeat(1024)).isPresent());
        assertTrue(CredentialRules.faultOfPassword("x".repeat(1025)).isPresent());
        assertTrue(CredentialRules.faultOfPassword("password\ud800").isPresent());
        assertFalse(CredentialRules.faultOfHtpasswdPassword("x".repeat(72)).isPresent());
        assertTrue(CredentialRules.faultOfHtpasswdPassword("x".repeat(73)).isPresent());
    }

    @Test
    void everyByteOfALongPasswordCounts() {
        UserPasswords passwords = new UserPasswords(4);
        String stored = passwords.hash("x".repeat(1024));
        assertTrue(passwords.matches("x".repeat(1024), stored));
        assertFalse(passwords.matches("x".repeat(1023) + "y", stored));
        assertFalse(passwords.matches("x".repeat(72), stored));
    }

    @Test
    void credentialsAreNeverPrinted() {
        assertFalse(new BasicCredentials("ada", "secret-word").toString().contains("secret-word"));
    }

    private static String header(byte[] userPass) {
        return "Basic " + Base64.getEncoder().encodeToString(userPass);
    }
}
