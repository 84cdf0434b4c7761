package io.ecganalyzer.store;

/** The statements on registered users. */
final class UserSql {
    static final String CREATE =
            "INSERT INTO app_user (id, username, password_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

    static final String TAKEN = """
            SELECT EXISTS (SELECT FROM app_user WHERE username = $2) AS username_taken,
              EXISTS (SELECT FROM app_user WHERE id = $1) AS id_taken
            """;

    private static final String USERS = "SELECT id, username, password_hash, created_at FROM app_user ";

    static final String FIND = USERS + "WHERE username = $1";

    static final String LIST = USERS + "WHERE username > $1 ORDER BY username LIMIT $2";

    /** For $2 seconds nobody takes up the removal but who asked for it. */
    static final String DISMISS = """
            UPDATE app_user SET username = NULL, password_hash = '', removal_due_at = now() + make_interval(secs => $2)
            WHERE username = $1
            RETURNING id
            """;

    static final String TAKE_REMOVAL = """
            UPDATE app_user SET removal_due_at = now() + make_interval(secs => $1)
            WHERE id = (
              SELECT id FROM app_user WHERE removal_due_at <= now()
              ORDER BY removal_due_at LIMIT 1
              FOR UPDATE SKIP LOCKED)
            RETURNING id
            """;

    /** A piece of the removal, and the others stay away from it for $3 seconds more. */
    static final String REMOVE_ECGS = """
            WITH put_off AS (
              UPDATE app_user SET removal_due_at = now() + make_interval(secs => $3)
              WHERE id = $1 AND removal_due_at IS NOT NULL
              RETURNING id)
            DELETE FROM ecg USING put_off WHERE ecg.user_id = $1 AND ecg.id = ANY($2)
            """;

    /** By the foreign key with what another node took since, for a login that it had verified before. */
    static final String REMOVE = "DELETE FROM app_user WHERE id = $1 AND removal_due_at IS NOT NULL";

    static final String CHANGE_PASSWORD = "UPDATE app_user SET password_hash = $2 WHERE username = $1";

    private UserSql() {}
}
