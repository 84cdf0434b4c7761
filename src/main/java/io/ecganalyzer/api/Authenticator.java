package io.ecganalyzer.api;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds out who sends a name and a password: an administrator of the htpasswd file, or else a registered user.
 *
 * <p>Whoever is not remembered costs one look into the directory and one hash, whether the name is an administrator's, a
 * user's or nobody's, and the refusal is the same. Hashing runs on the given worker pool, never on an event loop.
 */
final class Authenticator {
    /** Where registered users are found. */
    interface UserDirectory {
        Future<Optional<StoredUser>> find(String username);
    }

    /** A registered user as stored, with the hash that {@link UserPasswords} made. */
    record StoredUser(UUID id, String passwordHash) {
        @Override
        public String toString() {
            return "StoredUser[" + id + "]";
        }
    }

    private final AdministratorsFile administrators;
    private final UserDirectory users;
    private final UserPasswords passwords;
    private final RememberedCredentials remembered;
    private final WorkerExecutor hashing;
    private final int maximumWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param maximumWaiting verifications under way at once; a worker pool's own queue has no bound, and at 70 ms a hash
     *     whoever waits behind many would have given up before the answer
     */
    Authenticator(
            AdministratorsFile administrators,
            UserDirectory users,
            UserPasswords passwords,
            RememberedCredentials remembered,
            WorkerExecutor hashing,
            int maximumWaiting) {
        this.administrators = administrators;
        this.users = users;
        this.passwords = passwords;
        this.remembered = remembered;
        this.hashing = hashing;
        this.maximumWaiting = maximumWaiting;
    }

    /** Fails with an {@link AuthenticationException}, or with what the directory failed with. */
    Future<Principal> authenticate(BasicCredentials credentials) {
        Optional<Principal> known = remembered.find(credentials);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        if (waiting.incrementAndGet() > maximumWaiting) {
            waiting.decrementAndGet();
            return Future.failedFuture(new AuthenticationException(AuthenticationException.Reason.BUSY));
        }
        // The ticket comes before the hash is read, see RememberedCredentials.
        long ticket = remembered.ticket();
        return find(credentials.username())
                .compose(user -> hashing.executeBlocking(() -> verify(credentials, user), false))
                .onSuccess(principal -> remembered.remember(credentials, principal, ticket))
                .onComplete(any -> waiting.decrementAndGet());
    }

    /** A name that cannot be registered is not looked for: PostgreSQL has no NUL in a text, for one. */
    private Future<Optional<StoredUser>> find(String username) {
        return CredentialRules.faultOfUsername(username).isPresent()
                ? Future.succeededFuture(Optional.empty())
                : users.find(username);
    }

    private Principal verify(BasicCredentials credentials, Optional<StoredUser> user) throws AuthenticationException {
        if (administrators.has(credentials.username())) {
            if (administrators.matches(credentials.username(), credentials.password())) {
                return Principal.administrator(credentials.username());
            }
        } else if (user.isEmpty()) {
            passwords.spendTheSameWork(credentials.password());
        } else if (passwords.matches(credentials.password(), user.get().passwordHash())) {
            return Principal.user(credentials.username(), user.get().id());
        }
        throw new AuthenticationException(AuthenticationException.Reason.REFUSED);
    }
}
