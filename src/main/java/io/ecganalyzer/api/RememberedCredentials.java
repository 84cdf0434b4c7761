package io.ecganalyzer.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials verified a short while ago, so that not every request pays for bcrypt. Bounded in number and age; holds no
 * password, only an HMAC under a key that lives as long as this object.
 *
 * <p>A verification may still run with the old hash when the password changes. It takes a {@link #ticket} before it reads
 * the hash, and what was forgotten since makes the ticket void: an old password is never remembered after its change.
 *
 * <p>Those verified within the last day are acquainted: they are verified again, but no throttle keeps them from it. Whoever
 * guesses passwords of a name can therefore not shut out its owner.
 */
final class RememberedCredentials {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration ACQUAINTED = Duration.ofDays(1);

    private final Cache<ByteBuffer, Principal> verified;
    private final Cache<ByteBuffer, String> acquainted;
    private final SecretKeySpec key;
    private final AtomicLong generation = new AtomicLong();

    RememberedCredentials(Duration lifetime, long maximum) {
        verified = Caffeine.newBuilder()
                .expireAfterWrite(lifetime)
                .maximumSize(maximum)
                .executor(Runnable::run)
                .build();
        acquainted = Caffeine.newBuilder()
                .expireAfterWrite(ACQUAINTED)
                .maximumSize(maximum)
                .executor(Runnable::run)
                .build();
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    long ticket() {
        return generation.get();
    }

    Optional<Principal> find(ByteBuffer fingerprint) {
        return Optional.ofNullable(verified.getIfPresent(fingerprint));
    }

    boolean isAcquainted(ByteBuffer fingerprint) {
        return acquainted.getIfPresent(fingerprint) != null;
    }

    /** Put first, look at the ticket second: whichever way a {@link #forget} falls between, the entry is gone. */
    void remember(ByteBuffer fingerprint, Principal principal, long ticket) {
        verified.put(fingerprint, principal);
        acquainted.put(fingerprint, principal.username());
        if (generation.get() != ticket) {
            remove(fingerprint);
        }
    }

    void remove(ByteBuffer fingerprint) {
        verified.invalidate(fingerprint);
        acquainted.invalidate(fingerprint);
    }

    void forget(String username) {
        generation.incrementAndGet();
        verified.asMap().values().removeIf(principal -> principal.username().equals(username));
        acquainted.asMap().values().removeIf(username::equals);
    }

    /** The acquainted stay so: all of them are verified anew anyway. */
    void forgetAll() {
        generation.incrementAndGet();
        verified.invalidateAll();
    }

    /** NUL separates: no username has one, see {@link CredentialRules}, and a name with one is never verified. */
    ByteBuffer fingerprint(BasicCredentials credentials) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(credentials.username().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return ByteBuffer.wrap(mac.doFinal(credentials.password().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
