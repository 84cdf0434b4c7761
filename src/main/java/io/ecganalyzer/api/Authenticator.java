package io.ecganalyzer.api;

import io.ecganalyzer.api.LoginThrottle.Attempt;
import io.ecganalyzer.store.CallersContext;
import io.ecganalyzer.store.UserRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out who sends a name and a password: an administrator of the htpasswd file, or else a registered user.
 *
 * <pre>
 *   remembered ─────────────────────────────────────────────────────────────▶ principal
 *       │ no
 *   being verified just now ── waits for that ──────────────────────────────▶ principal, or refused
 *       │ no
 *   throttled, and not acquainted ──────────────────────────────────────────▶ throttled
 *       │ no
 *   as many wait as may ────────────────────────────────────────────────────▶ busy
 *       │ no
 *   one look into the directory, one hash ── remembered, or counted ────────▶ principal, or refused
 * </pre>
 *
 * <p>Whoever is not remembered costs one look into the directory and one hash, whether the name is an administrator's, a
 * user's or nobody's, and the refusal is the same. Hashing runs on the pool, never on an event loop.
 */
final class Authenticator {
    /** Where registered users are found. */
    interface UserDirectory {
        Future<Optional<UserRecord>> find(String username);
    }

    /** A verification under way, and when it began, as {@link RememberedCredentials} counts. */
    private record Verification(long ticket, Future<Principal> outcome) {}

    private final AdministratorsFile administrators;
    private final UserDirectory users;
    private final RememberedCredentials remembered;
    private final LoginThrottle throttle;
    private final HashingPool hashing;
    /** Bounded by the places of the pool. */
    private final Map<ByteBuffer, Verification> underWay = new ConcurrentHashMap<>();

    Authenticator(
            AdministratorsFile administrators,
            UserDirectory users,
            RememberedCredentials remembered,
            LoginThrottle throttle,
            HashingPool hashing) {
        this.administrators = administrators;
        this.users = users;
        this.remembered = remembered;
        this.throttle = throttle;
        this.hashing = hashing;
    }

    /**
     * Fails with an {@link AuthenticationException}, or with what the directory failed with. Call it on a context; the future
     * completes there.
     *
     * @param address the client's, as {@link LoginThrottle} counts it
     */
    Future<Principal> authenticate(BasicCredentials credentials, String address) {
        ByteBuffer fingerprint = remembered.fingerprint(credentials);
        Optional<Principal> known = remembered.find(fingerprint);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        Verification verification = underWay.get(fingerprint);
        // One that began before a password changed may have read the old hash: it answers who asked before, nobody
        // after.
        if (verification != null && verification.ticket() == remembered.ticket()) {
            // It began on the context of another request, which may be another verticle's.
            return CallersContext.answered(verification.outcome());
        }
        try {
            return verifyAnew(credentials, fingerprint, attempt(credentials, fingerprint, address));
        } catch (AuthenticationException refused) {
            return Future.failedFuture(refused);
        }
    }

    private Attempt attempt(BasicCredentials credentials, ByteBuffer fingerprint, String address)
            throws AuthenticationException {
        return remembered.isAcquainted(fingerprint)
                ? Attempt.UNCOUNTED
                : throttle.begin(credentials.username(), address);
    }

    private Future<Principal> verifyAnew(BasicCredentials credentials, ByteBuffer fingerprint, Attempt attempt) {
        if (!hashing.enter()) {
            attempt.end(false);
            return Future.failedFuture(AuthenticationException.busy());
        }
        // The ticket comes before the hash is read, see RememberedCredentials.
        long ticket = remembered.ticket();
        Promise<Principal> outcome = Promise.promise();
        Verification verification = new Verification(ticket, outcome.future());
        underWay.put(fingerprint, verification);
        return find(credentials.username())
                .compose(user -> hashing.runInPlace(() -> verify(credentials, user)))
                .onSuccess(principal -> remembered.remember(fingerprint, principal, ticket))
                .onComplete(done -> {
                    boolean refused = done.cause() instanceof AuthenticationException;
                    if (refused) {
                        remembered.remove(fingerprint);
                    }
                    attempt.end(refused);
                    hashing.leave();
                    underWay.remove(fingerprint, verification);
                    outcome.handle(done);
                });
    }

    /** A name that cannot be registered is not looked for: PostgreSQL has no NUL in a text, for one. */
    private Future<Optional<UserRecord>> find(String username) {
        return CredentialRules.faultOfUsername(username).isPresent()
                ? Future.succeededFuture(Optional.empty())
                : users.find(username);
    }

    private Principal verify(BasicCredentials credentials, Optional<UserRecord> user) throws AuthenticationException {
        String password = credentials.password();
        int spentCost = 0;
        if (administrators.has(credentials.username())) {
            if (administrators.matches(credentials.username(), password)) {
                return Principal.administrator(credentials.username());
            }
            spentCost = administrators.costOf(credentials.username());
        } else if (user.isPresent()) {
            if (hashing.passwords().matches(password, user.get().passwordHash())) {
                return Principal.user(credentials.username(), user.get().id());
            }
            spentCost = UserPasswords.costOf(user.get().passwordHash());
        }
        hashing.passwords().spendTheRest(password, spentCost, administrators.highestCost());
        throw AuthenticationException.refused();
    }
}
