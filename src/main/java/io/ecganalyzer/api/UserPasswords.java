package io.ecganalyzer.api;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

    /** bcrypt's lowest (OpenBSD's bcrypt.c, BCRYPT_MINLOGROUNDS). */
    private static final int LOWEST_COST = 4;

    private static final Pattern COST = Pattern.compile("\\$2[aby]\\$(\\d{2})\\$.*");

    private final int cost;
    private final BcryptFunction bcrypt;

    /** @param cost logarithm of bcrypt's rounds, 4 to 31 */
    UserPasswords(int cost) {
        this.cost = cost;
        bcrypt = BcryptFunction.getInstance(Bcrypt.B, cost);
    }

    String hash(String password) {
        return bcrypt.hash(shortened(password)).getResult();
    }

    boolean matches(String password, String storedHash) {
        return BcryptFunction.getInstanceFromHash(storedHash)
                .check(shortened(password), storedHash.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Does what is left of the work of a refusal, so that its time does not tell whose name it was: that of an administrator or of a user
     * with a hash of another cost, or nobody's. A hash of cost c takes 2^c rounds, and 2^c + 2^c + 2^(c+1) + ... + 2^(n-1) = 2^n.
     *
     * @param spentCost of the hash that did not match; 0 for none
     * @param highestCost of all hashes that might have been asked for
     */
    void spendTheRest(String password, int spentCost, int highestCost) {
        int whole = Math.max(cost, highestCost);
        if (spentCost < LOWEST_COST) {
            spend(password, whole);
        } else {
            IntStream.range(spentCost, whole).forEach(less -> spend(password, less));
        }
    }

    private static void spend(String password, int cost) {
        BcryptFunction.getInstance(Bcrypt.B, cost).hash(shortened(password));
    }

    /** Of a bcrypt hash; 0 for one of another kind, all of which are quick beside it. */
    static int costOf(String hash) {
        Matcher cost = COST.matcher(hash);
        return cost.matches() ? Integer.parseInt(cost.group(1)) : 0;
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
