package io.ecganalyzer.store;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells "could not be asked" from "said no". */
final class DatabaseFailures {
    /**
     * Classes of SQLSTATE that say nothing about the statement (PostgreSQL manual, appendix A): 08 connection, 28 and 3D login
     * (as while a password is changed), 53 resources, 57 operator intervention, which are shutdown, start-up and statement timeout.
     */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "28", "3D", "53", "57");

    /** Serialization failure, deadlock, lock not available, and read-only, which a standby answers during a failover. */
    private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "55P03", "25006");

    static final String FOREIGN_KEY_VIOLATION = "23503";

    private static final String DISK_FULL = "53100";

    private DatabaseFailures() {}

    static Throwable classified(Throwable failure) {
        if (failure instanceof PgException refused) {
            return isTransient(refused.getSqlState()) ? unavailable(refused) : refused;
        }
        // The client and the pool use these, with a message, for a closed connection, a full queue and a wait that was
        // too long.
        if (failure instanceof VertxException
                || failure instanceof IOException
                || failure instanceof TimeoutException) {
            return unavailable(failure);
        }
        return failure;
    }

    static boolean isRefusal(Throwable failure, String sqlState) {
        return failure instanceof PgException refused && sqlState.equals(refused.getSqlState());
    }

    private static boolean isTransient(String sqlState) {
        return sqlState != null
                && (TRANSIENT_STATES.contains(sqlState)
                        || (sqlState.length() == 5 && TRANSIENT_CLASSES.contains(sqlState.substring(0, 2))));
    }

    private static StoreUnavailableException unavailable(Throwable cause) {
        return new StoreUnavailableException(
                "PostgreSQL is unavailable: " + cause.getMessage(), cause, isRefusal(cause, DISK_FULL));
    }
}
