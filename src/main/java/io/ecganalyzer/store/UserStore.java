package io.ecganalyzer.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Registered users and the hashes of their passwords. Usernames are compared byte for byte.
 *
 * <p>Futures fail with {@link StoreUnavailableException} where PostgreSQL could not be asked.
 */
public final class UserStore {
    private static final int CREATE_ATTEMPTS = 3;

    private final Database database;

    public UserStore(Database database) {
        this.database = database;
    }

    /** Creates a user; where both name and id are taken, the name is what is told. */
    public Future<UserCreation> create(UUID id, String username, String passwordHash) {
        return create(id, username, passwordHash, CREATE_ATTEMPTS);
    }

    private Future<UserCreation> create(UUID id, String username, String passwordHash, int attemptsLeft) {
        return database.query(UserSql.CREATE, Tuple.of(id, username, passwordHash))
                .compose(rows -> rows.rowCount() == 1
                        ? Future.succeededFuture(UserCreation.CREATED)
                        : taken(id, username, passwordHash, attemptsLeft));
    }

    private Future<UserCreation> taken(UUID id, String username, String passwordHash, int attemptsLeft) {
        return database.query(UserSql.TAKEN, Tuple.of(id, username)).compose(rows -> {
            Row row = rows.iterator().next();
            if (row.getBoolean("username_taken")) {
                return Future.succeededFuture(UserCreation.USERNAME_TAKEN);
            }
            if (row.getBoolean("id_taken")) {
                return Future.succeededFuture(UserCreation.ID_TAKEN);
            }
            // Whoever had it was deleted between the two statements.
            return attemptsLeft > 1
                    ? create(id, username, passwordHash, attemptsLeft - 1)
                    : Future.failedFuture(new StoreUnavailableException(
                            "user " + username + " is deleted as often as it is created", null));
        });
    }

    public Future<Optional<UserRecord>> find(String username) {
        return database.query(UserSql.FIND, Tuple.of(username))
                .map(rows -> rows.stream().findFirst().map(UserStore::user));
    }

    /**
     * A page of users in the order of their names' bytes.
     *
     * @param after the last name of the page before; empty for the first page
     */
    public Future<List<UserRecord>> list(Optional<String> after, int limit) {
        return database.query(UserSql.LIST, Tuple.of(after.orElse(""), limit))
                .map(rows -> rows.stream().map(UserStore::user).toList());
    }

    /**
     * Takes a user's name and password: nobody logs in by them any more, and the name is free. What the user has left is to be removed,
     * by whoever asked for the dismissal or, once it has not gone on for {@code lease}, by who {@linkplain #takeRemoval takes} it.
     *
     * @return the user's id, which stays taken until the removal's end; empty where there is no user of that name
     */
    public Future<Optional<UUID>> dismiss(String username, Duration lease) {
        return database.query(UserSql.DISMISS, Tuple.of(username, Rows.seconds(lease)))
                .map(UserStore::id);
    }

    /** A dismissed user whose removal nobody goes on with; empty where there is none. */
    public Future<Optional<UUID>> takeRemoval(Duration lease) {
        return database.query(UserSql.TAKE_REMOVAL, Tuple.of(Rows.seconds(lease)))
                .map(UserStore::id);
    }

    /** Removes some ECGs of a dismissed user with everything of them, in one transaction. Nothing where the user is not dismissed. */
    public Future<Void> removeEcgs(UUID id, List<UUID> ecgIds, Duration lease) {
        Tuple arguments = Tuple.of(id, ecgIds.toArray(UUID[]::new), Rows.seconds(lease));
        return database.query(UserSql.REMOVE_ECGS, arguments).mapEmpty();
    }

    /** Ends the removal of a dismissed user, with the ECGs that are still there. Nothing where the user is not dismissed. */
    public Future<Void> remove(UUID id) {
        return database.query(UserSql.REMOVE, Tuple.of(id)).mapEmpty();
    }

    /** False where there is no user of that name. */
    public Future<Boolean> changePassword(String username, String passwordHash) {
        return database.query(UserSql.CHANGE_PASSWORD, Tuple.of(username, passwordHash))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Optional<UUID> id(RowSet<Row> rows) {
        return rows.stream().findFirst().map(row -> row.getUUID("id"));
    }

    private static UserRecord user(Row row) {
        return new UserRecord(
                row.getUUID("id"),
                row.getString("username"),
                row.getString("password_hash"),
                row.getOffsetDateTime("created_at"));
    }
}
