package io.ecganalyzer.api;

import com.password4j.BcryptFunction;
import io.vertx.ext.auth.hashing.HashString;
import io.vertx.ext.auth.hashing.HashingAlgorithm;
import java.nio.charset.StandardCharsets;

/**
 * Teaches the htpasswd provider bcrypt, found through its service interface; Password4j does the work.
 *
 * <p>The three identifiers differ in which old implementation wrote them; for passwords without that one's fault the hash
 * is the same (OpenBSD 5.5 introduced 2b; Apache's htpasswd writes 2y).
 */
public abstract class BcryptAlgorithm implements HashingAlgorithm {
    private static final int SALT_LENGTH = 22;

    private final String id;

    BcryptAlgorithm(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    /** The hash part that {@code password} has under the salt and cost of {@code stored}: what the provider compares. */
    @Override
    public String hash(HashString stored, String password) {
        String saltAndHash = stored.hash();
        String head = "$" + id + "$" + stored.salt() + "$";
        byte[] salt = (head + saltAndHash.substring(0, SALT_LENGTH)).getBytes(StandardCharsets.US_ASCII);
        String encoded = BcryptFunction.getInstanceFromHash(head + saltAndHash)
                .hash(password.getBytes(StandardCharsets.UTF_8), salt)
                .getResult();
        return encoded.substring(head.length());
    }

    /** As older crypt_blowfish and jBCrypt write it. */
    public static final class Version2a extends BcryptAlgorithm {
        public Version2a() {
            super("2a");
        }
    }

    /** As OpenBSD and most libraries write it today. */
    public static final class Version2b extends BcryptAlgorithm {
        public Version2b() {
            super("2b");
        }
    }

    /** As Apache's {@code htpasswd -B} writes it. */
    public static final class Version2y extends BcryptAlgorithm {
        public Version2y() {
            super("2y");
        }
    }
}
