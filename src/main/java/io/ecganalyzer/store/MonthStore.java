package io.ecganalyzer.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/**
 * The tables of months to come, made while the service runs. What is submitted in a month without tables is caught by the tables
 * of the safety net, and moved when the month's are made.
 *
 * <p>Futures fail with {@link StoreUnavailableException} where PostgreSQL could not be asked, or where what runs would have to be
 * held up for too long: to be tried again.
 */
public final class MonthStore {
    private final Database database;

    public MonthStore(Database database) {
        this.database = database;
    }

    /**
     * Makes what is missing of this month's tables and of those of the next ones. Any number of nodes may call it at once.
     *
     * @return how many months were made
     */
    public Future<Integer> makeAhead(int months) {
        return database.query(MonthSql.MAKE_AHEAD, Tuple.of(months))
                .map(rows -> rows.iterator().next().getInteger("made"));
    }

    /** How many ECGs lie in the safety net, which should be none. */
    public Future<Long> caught() {
        return database.query(MonthSql.CAUGHT, Tuple.tuple())
                .map(rows -> rows.iterator().next().getLong("caught"));
    }
}
