package io.ecganalyzer.api;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes and checks the passwords of registered users. Slow by intent (70 ms at cost 10): never call it on an event loop.
 *
 * <p>bcrypt reads 72 bytes and stops at a NUL; base64(HMAC-SHA-384(password)) is 64 printable characters at any length.
 * The HMAC's fixed key separates our hashes from a plain SHA-384 leaked elsewhere (password shucking).
 */
final class UserPasswords {
    private static final String ALGORITHM = "HmacSHA384";
    private static final byte[] DOMAIN = "ecg-analyzer user password v1".getBytes(StandardCharsets.US_ASCII);

    private final BcryptFunction bcrypt;
    private final String dummy;

    /** @param cost logarithm of bcrypt's rounds, 4 to 31 */
    UserPasswords(int cost) {
        bcrypt = BcryptFunction.getInstance(Bcrypt.B, cost);
        dummy = hash("no password that anybody has");
    }

    String hash(String password) {
        return bcrypt.hash(shortened(password)).getResult();
    }

    boolean matches(String password, String storedHash) {
        return BcryptFunction.getInstanceFromHash(storedHash)
                .check(shortened(password), storedHash.getBytes(StandardCharsets.US_ASCII));
    }

    /** The work of {@link #matches} for a user that does not exist, so that time does not tell. */
    void spendTheSameWork(String password) {
        matches(password, dummy);
    }

    private static byte[] shortened(String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(DOMAIN, ALGORITHM));
            return Base64.getEncoder().encode(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA384 in practice, this one does not", e);
        }
    }
}
