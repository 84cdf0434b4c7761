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

    static final String DELETE = "DELETE FROM app_user WHERE username = $1";

    static final String CHANGE_PASSWORD = "UPDATE app_user SET password_hash = $2 WHERE username = $1";

    private UserSql() {}
}
