package io.ecganalyzer.config;

/** How a connection to PostgreSQL is secured, with libpq's names of sslmode; its modes that fall back to clear text are left out. */
public enum SslMode {
    DISABLE,
    /** Encrypted, to whoever answers. */
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_FULL;
    }
}
