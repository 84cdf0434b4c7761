package io.ecganalyzer.api;

import io.netty.util.NetUtil;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down who guesses passwords: so many failures a minute for one name, whoever tries, and so many from one address,
 * whatever the names. The limit of the name is the one that holds against many addresses.
 *
 * <p>An address is the peer of the connection. Behind a proxy or a NAT many people share one, which is why its limit is wider.
 * Of IPv6 the first 64 bits count, as one host has all addresses below them (RFC 4291, section 2.5.1).
 */
final class LoginThrottle {
    private static final Logger LOG = LoggerFactory.getLogger(LoginThrottle.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int IPV6_PREFIX_BYTES = 8;
    private static final int IPV6_BYTES = 16;

    private final FailureLimit names;
    private final FailureLimit addresses;
    private final LongSupplier nanoTime;
    private final AtomicLong throttledSinceLine = new AtomicLong();
    private final AtomicLong nextLine;

    /**
     * @param sharedCounter counts one more for a key within a window on all nodes
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    LoginThrottle(
            int maximumByName,
            int maximumByAddress,
            BiFunction<String, Duration, Future<Long>> sharedCounter,
            LongSupplier nanoTime) {
        this.names = new FailureLimit(maximumByName, WINDOW, key -> sharedCounter.apply(key, WINDOW), nanoTime);
        this.addresses = new FailureLimit(maximumByAddress, WINDOW, key -> sharedCounter.apply(key, WINDOW), nanoTime);
        this.nanoTime = nanoTime;
        this.nextLine = new AtomicLong(nanoTime.getAsLong());
    }

    /** A login that may be verified now; it must be ended. */
    interface Attempt {
        void end(boolean failed);

        /** One that is not counted. */
        Attempt UNCOUNTED = failed -> {};
    }

    /** @throws AuthenticationException if the name or the address has to wait */
    Attempt begin(String username, String address) throws AuthenticationException {
        FailureLimit.Try byAddress = addresses.begin("login-failures:address:" + networkOf(address));
        if (byAddress.mustWait().isPresent()) {
            throw throttled("address", byAddress.mustWait().get());
        }
        FailureLimit.Try byName = names.begin("login-failures:name:" + digest(username));
        if (byName.mustWait().isPresent()) {
            byAddress.end(false);
            throw throttled("name", byName.mustWait().get());
        }
        return failed -> {
            byAddress.end(failed);
            byName.end(failed);
        };
    }

    /** One line a minute, however many try; names are not logged, as people type passwords into that field. */
    private AuthenticationException throttled(String limit, Duration wait) {
        long count = throttledSinceLine.incrementAndGet();
        long now = nanoTime.getAsLong();
        long due = nextLine.get();
        if (now - due >= 0 && nextLine.compareAndSet(due, now + WINDOW.toNanos())) {
            throttledSinceLine.addAndGet(-count);
            LOG.atWarn()
                    .addKeyValue("limit", limit)
                    .addKeyValue("throttled_since_last_line", count)
                    .log("logins are throttled after too many failures");
        }
        return AuthenticationException.throttled(wait);
    }

    static String networkOf(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes != null && bytes.length == IPV6_BYTES
                ? HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_PREFIX_BYTES))
                : address;
    }

    /** A name of any length and alphabet, as short as the keys of a counter should be. */
    private static String digest(String username) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(username.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
