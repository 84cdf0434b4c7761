package io.ecganalyzer.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ecganalyzer.store.UserRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.junit5.VertxExtension;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class AuthenticatorTest {
    private static final int CHEAP = 4;

    @TempDir
    private Path directory;

    private final UserPasswords passwords = new UserPasswords(CHEAP);
    private final RememberedCredentials remembered = new RememberedCredentials(Duration.ofMinutes(1), 100);
    private final Map<String, UserRecord> stored = new ConcurrentHashMap<>();
    private final UUID adasId = UUID.randomUUID();
    private final LoginThrottle throttle =
            new LoginThrottle(3, 100, (key, window) -> Future.succeededFuture(1L), System::nanoTime);
    private AdministratorsFile administrators;
    private WorkerExecutor hashing;

    @BeforeEach
    void anAdministratorAndAUser(Vertx vertx) throws Exception {
        Path htpasswd = directory.resolve("htpasswd");
        new AdminBootstrap(htpasswd, directory.resolve("password"), CHEAP)
                .run(Optional.of("root"), Optional.of("root password"));
        administrators = new AdministratorsFile(vertx, htpasswd);
        hashing = vertx.createSharedWorkerExecutor("hashing", 2);
        stored.put("ada", user(passwords.hash("adas password")));
    }

    @Test
    void administratorsAndUsersGetTheirRoles() throws Exception {
        Authenticator authenticator = with(name -> Future.succeededFuture(Optional.ofNullable(stored.get(name))), 10);
        assertEquals(Principal.administrator("root"), login(authenticator, "root", "root password"));
        assertEquals(Principal.user("ada", adasId), login(authenticator, "ada", "adas password"));
    }

    @Test
    void wrongPasswordsAndUnknownNamesAreRefusedAlike() {
        Authenticator authenticator = with(name -> Future.succeededFuture(Optional.ofNullable(stored.get(name))), 10);
        for (String name : new String[] {"root", "ada", "nobody", "a\0b", ""}) {
            assertEquals(
                    AuthenticationException.Reason.REFUSED, refusal(login0(authenticator, name, "another password")));
        }
    }

    @Test
    void theOldPasswordStopsAtOnceWhenForgotten() throws Exception {
        Authenticator authenticator = with(name -> Future.succeededFuture(Optional.ofNullable(stored.get(name))), 10);
        login(authenticator, "ada", "adas password");
        stored.put("ada", user(passwords.hash("new password")));
        remembered.forget("ada");
        assertEquals(AuthenticationException.Reason.REFUSED, refusal(login0(authenticator, "ada", "adas password")));
        assertEquals(Principal.user("ada", adasId), login(authenticator, "ada", "new password"));
    }

    @Test
    void aVerificationWithAHashReadBeforeTheChangeIsNotRemembered() throws Exception {
        Promise<Optional<UserRecord>> slowDirectory = Promise.promise();
        Future<Principal> inFlight = login0(with(name -> slowDirectory.future(), 10), "ada", "adas password");
        remembered.forget("ada");
        slowDirectory.complete(Optional.of(stored.get("ada")));
        inFlight.toCompletionStage().toCompletableFuture().get(10, SECONDS);
        assertEquals(Optional.empty(), remembered.find(fingerprint("ada", "adas password")));
    }

    @Test
    void oneTooManyIsBusyAndTheRememberedStillGetIn() throws Exception {
        remembered.remember(fingerprint("ada", "adas password"), Principal.user("ada", adasId), remembered.ticket());
        Promise<Optional<UserRecord>> slowDirectory = Promise.promise();
        Authenticator authenticator = with(name -> slowDirectory.future(), 1);
        Future<Principal> first = login0(authenticator, "bob", "bobs password");
        assertEquals(AuthenticationException.Reason.BUSY, refusal(login0(authenticator, "eve", "eves password")));
        assertEquals(Principal.user("ada", adasId), login(authenticator, "ada", "adas password"));
        slowDirectory.complete(Optional.empty());
        assertEquals(AuthenticationException.Reason.REFUSED, refusal(first));
        assertEquals(AuthenticationException.Reason.REFUSED, refusal(login0(authenticator, "eve", "eves password")));
    }

    @Test
    void manyRequestsWithOneCredentialCostOneVerification() throws Exception {
        Promise<Optional<UserRecord>> slowDirectory = Promise.promise();
        AtomicInteger looks = new AtomicInteger();
        Authenticator authenticator = with(
                name -> {
                    looks.incrementAndGet();
                    return slowDirectory.future();
                },
                1);
        List<Future<Principal>> logins = IntStream.range(0, 50)
                .mapToObj(i -> login0(authenticator, "ada", "adas password"))
                .toList();
        slowDirectory.complete(Optional.of(stored.get("ada")));
        Future.all(logins).toCompletionStage().toCompletableFuture().get(10, SECONDS);
        assertEquals(1, looks.get());
    }

    @Test
    void whoAsksAfterAPasswordChangeDoesNotJoinAVerificationFromBefore() throws Exception {
        Promise<Optional<UserRecord>> slowLook = Promise.promise();
        Queue<Future<Optional<UserRecord>>> looks = new ConcurrentLinkedQueue<>();
        looks.add(slowLook.future());
        looks.add(Future.succeededFuture(Optional.of(user(passwords.hash("new password")))));
        Authenticator authenticator = with(name -> looks.remove(), 10);
        Future<Principal> before = login0(authenticator, "ada", "adas password");
        remembered.forget("ada");
        assertEquals(AuthenticationException.Reason.REFUSED, refusal(login0(authenticator, "ada", "adas password")));
        slowLook.complete(Optional.of(stored.get("ada")));
        assertEquals(
                Principal.user("ada", adasId),
                before.toCompletionStage().toCompletableFuture().get(10, SECONDS));
    }

    @Test
    void aThousandWrongPasswordsAreThrottledAndTheRightUserStillGetsIn() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Authenticator authenticator = with(
                name -> {
                    looks.incrementAndGet();
                    return Future.succeededFuture(Optional.ofNullable(stored.get(name)));
                },
                2000);
        login(authenticator, "ada", "adas password");
        remembered.forgetAll();
        List<Future<Principal>> guesses = IntStream.range(0, 1000)
                .mapToObj(i -> login0(authenticator, "ada", "guess number " + i))
                .toList();
        assertEquals(
                3,
                guesses.stream()
                        .filter(guess -> refusal(guess) == AuthenticationException.Reason.REFUSED)
                        .count());
        assertEquals(1 + 3, looks.get());
        assertEquals(Principal.user("ada", adasId), login(authenticator, "ada", "adas password"));
        assertEquals(AuthenticationException.Reason.THROTTLED, refusal(login0(authenticator, "ada", "one more")));
    }

    private Authenticator with(Authenticator.UserDirectory users, int maximumWaiting) {
        return new Authenticator(
                administrators, users, remembered, throttle, new HashingPool(hashing, passwords, maximumWaiting));
    }

    private UserRecord user(String passwordHash) {
        return new UserRecord(adasId, "ada", passwordHash, OffsetDateTime.MIN);
    }

    private ByteBuffer fingerprint(String name, String password) {
        return remembered.fingerprint(new BasicCredentials(name, password));
    }

    private static Future<Principal> login0(Authenticator authenticator, String name, String password) {
        return authenticator.authenticate(new BasicCredentials(name, password), "192.0.2.1");
    }

    private static Principal login(Authenticator authenticator, String name, String password) throws Exception {
        return login0(authenticator, name, password)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, SECONDS);
    }

    private static AuthenticationException.Reason refusal(Future<Principal> answer) {
        ExecutionException failed = assertThrows(
                ExecutionException.class,
                () -> answer.toCompletionStage().toCompletableFuture().get(10, SECONDS));
        return assertInstanceOf(AuthenticationException.class, failed.getCause())
                .reason();
    }
}
