package io.ecganalyzer.store;

import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.Services;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A migrated database of its own with the stores on it, for one test class. */
public final class TestDatabase implements AutoCloseable {
    private static final long BOUND_SECONDS = 30;

    public final Vertx vertx = Vertx.vertx();
    public final DatabaseSettings settings;
    public final Database database;
    public final EcgStore ecgs;
    public final JobStore jobs;
    public final UserStore users;
    public final ResultCache results;
    private final RedisLink redis;

    private TestDatabase(DatabaseSettings settings) {
        this.settings = settings;
        database = Database.connect(vertx, settings);
        ecgs = new EcgStore(database);
        jobs = new JobStore(database);
        users = new UserStore(database);
        redis = RedisLink.connect(vertx, Services.shared().redisUri());
        results = new ResultCache(redis, Duration.ofMinutes(1), 1 << 20);
    }

    public static TestDatabase migrated() {
        return migrated(empty());
    }

    /** The database named, brought up to the newest schema. */
    static TestDatabase migrated(DatabaseSettings settings) {
        Migrations.run(settings);
        return new TestDatabase(settings);
    }

    public static DatabaseSettings empty() {
        DatabaseAddress address = Services.shared().freshDatabase();
        return new DatabaseSettings(
                address.host(), address.port(), address.database(), address.user(), address.password());
    }

    /** The id of a new user. */
    public UUID user() {
        UUID id = UUID.randomUUID();
        get(users.create(id, "user-" + id, "hash"));
        return id;
    }

    /** With all that is the user's, at once. False where there is none of that name. */
    boolean deleteUser(String username) {
        Optional<UUID> id = get(users.dismiss(username, Duration.ZERO));
        id.ifPresent(dismissed -> get(users.remove(dismissed)));
        return id.isPresent();
    }

    public RowSet<Row> sql(String sql, Object... arguments) {
        return get(database.query(sql, Tuple.wrap(arguments)));
    }

    public long count(String table) {
        return sql("SELECT count(*) AS n FROM " + table).iterator().next().getLong("n");
    }

    public static <T> T get(Future<T> future) {
        try {
            return future.await(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    future.isComplete() ? "failed with a timeout" : "no answer within " + BOUND_SECONDS + " s", e);
        }
    }

    @Override
    public void close() {
        get(redis.close());
        get(database.close());
        get(vertx.close());
    }
}
