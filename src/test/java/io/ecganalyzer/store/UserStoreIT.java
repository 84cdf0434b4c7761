package io.ecganalyzer.store;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserStoreIT {
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static TestDatabase db;

    @BeforeAll
    static void start() {
        db = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        db.close();
    }

    @BeforeEach
    void nobody() {
        db.sql("DELETE FROM app_user");
    }

    @Test
    void aCreatedUserIsFound() {
        UUID id = UUID.randomUUID();
        assertEquals(UserCreation.CREATED, create(id, "ada"));
        UserRecord found = get(db.users.find("ada")).orElseThrow();
        assertEquals(id, found.id());
        assertEquals("ada", found.username());
        assertEquals("hash of ada", found.passwordHash());
        assertFalse(found.toString().contains("hash"), found.toString());
        assertTrue(get(db.users.find("Ada")).isEmpty(), "names are compared byte for byte");
    }

    @Test
    void aNameOrIdIsTakenOnce() {
        UUID id = UUID.randomUUID();
        create(id, "ada");
        assertEquals(UserCreation.USERNAME_TAKEN, create(UUID.randomUUID(), "ada"));
        assertEquals(UserCreation.ID_TAKEN, create(id, "bob"));
        assertEquals(UserCreation.USERNAME_TAKEN, create(id, "ada"));
        assertTrue(get(db.users.find("bob")).isEmpty());
    }

    @Test
    void oneOfManyWhoCreateANameAtOnceWins() {
        List<Future<UserCreation>> creations = IntStream.range(0, 30)
                .mapToObj(i -> db.users.create(UUID.randomUUID(), "ada", "hash"))
                .toList();
        assertEquals(
                1,
                creations.stream().filter(c -> get(c) == UserCreation.CREATED).count());
    }

    @Test
    void pagesAreInTheOrderOfBytes() {
        for (String name : List.of("bob", "Zoe", "ada", "a.b", "_x", "ada2", "9to5")) {
            create(UUID.randomUUID(), name);
        }
        List<String> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (List<UserRecord> page = get(db.users.list(after, 3));
                !page.isEmpty();
                page = get(db.users.list(after, 3))) {
            page.forEach(user -> seen.add(user.username()));
            after = Optional.of(page.get(page.size() - 1).username());
        }
        assertEquals(List.of("9to5", "Zoe", "_x", "a.b", "ada", "ada2", "bob"), seen);
    }

    @Test
    void aChangedPasswordReplacesTheOldOne() {
        create(UUID.randomUUID(), "ada");
        assertTrue(get(db.users.changePassword("ada", "another")));
        assertEquals("another", get(db.users.find("ada")).orElseThrow().passwordHash());
        assertFalse(get(db.users.changePassword("bob", "another")));
    }

    @Test
    void aDeletedUserTakesTheirEcgsAlong() {
        UUID id = UUID.randomUUID();
        create(id, "ada");
        get(db.ecgs.submit(NewEcgs.of(id)));
        assertTrue(db.deleteUser("ada"));
        assertFalse(db.deleteUser("ada"));
        assertTrue(get(db.users.find("ada")).isEmpty());
        for (String table : List.of("ecg", "lead", "job")) {
            assertEquals(0, db.count(table), table);
        }
    }

    @Test
    void aDismissedUsersNameIsFreeAtOnceAndTheIdOnceAllIsRemoved() {
        UUID id = UUID.randomUUID();
        create(id, "ada");
        NewEcg ecg = NewEcgs.of(id);
        get(db.ecgs.submit(ecg));
        assertEquals(Optional.of(id), get(db.users.dismiss("ada", LEASE)));
        assertEquals(Optional.empty(), get(db.users.dismiss("ada", LEASE)));
        assertTrue(get(db.users.find("ada")).isEmpty());
        assertEquals(List.of(), get(db.users.list(Optional.empty(), 10)));
        assertFalse(get(db.users.changePassword("ada", "another")));
        assertEquals(0, db.count("app_user WHERE password_hash <> ''"));
        assertEquals(UserCreation.ID_TAKEN, create(id, "grace"));
        assertEquals(UserCreation.CREATED, create(UUID.randomUUID(), "ada"));
        get(db.users.removeEcgs(id, List.of(ecg.id()), LEASE));
        assertEquals(0, db.count("ecg"));
        get(db.users.remove(id));
        assertEquals(UserCreation.CREATED, create(id, "grace"));
    }

    @Test
    void aRemovalIsTakenByOneOnceNobodyGoesOnWithIt() {
        UUID id = UUID.randomUUID();
        create(id, "ada");
        get(db.users.dismiss("ada", LEASE));
        assertEquals(Optional.empty(), get(db.users.takeRemoval(LEASE)));
        db.sql("UPDATE app_user SET removal_due_at = now() - interval '1 second'");
        get(db.users.removeEcgs(id, List.of(), LEASE));
        assertEquals(Optional.empty(), get(db.users.takeRemoval(LEASE)), "a piece puts it off");
        db.sql("UPDATE app_user SET removal_due_at = now() - interval '1 second'");
        List<Future<Optional<UUID>>> takers =
                IntStream.range(0, 8).mapToObj(i -> db.users.takeRemoval(LEASE)).toList();
        assertEquals(
                List.of(id),
                takers.stream().flatMap(taken -> get(taken).stream()).toList());
    }

    @Test
    void nothingIsRemovedOfOneWhoIsNotDismissed() {
        UUID id = UUID.randomUUID();
        create(id, "ada");
        NewEcg ecg = NewEcgs.of(id);
        get(db.ecgs.submit(ecg));
        get(db.users.removeEcgs(id, List.of(ecg.id()), LEASE));
        get(db.users.remove(id));
        assertEquals(Optional.empty(), get(db.users.takeRemoval(LEASE)));
        assertTrue(get(db.ecgs.report(id, ecg.id())).isPresent());
        assertTrue(get(db.users.find("ada")).isPresent());
    }

    /** As by another node, which has not heard of the dismissal. */
    @Test
    void whatWasSubmittedAfterTheDismissalGoesWithTheUser() {
        UUID id = UUID.randomUUID();
        create(id, "ada");
        get(db.users.dismiss("ada", LEASE));
        get(db.ecgs.submit(NewEcgs.of(id)));
        get(db.users.remove(id));
        for (String table : List.of("app_user", "ecg", "lead", "job")) {
            assertEquals(0, db.count(table), table);
        }
        assertEquals(
                Submitted.Outcome.NO_SUCH_USER,
                get(db.ecgs.submit(NewEcgs.of(id))).outcome());
    }

    private static UserCreation create(UUID id, String username) {
        return get(db.users.create(id, username, "hash of " + username));
    }
}
