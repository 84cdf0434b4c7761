package io.ecganalyzer.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the connections to PostgreSQL are secured, those of the start-up migration alike.
 *
 * @param ca the authorities in PEM that are trusted; without them those of the Java platform
 */
public record DatabaseTls(Mode mode, Optional<Path> ca) {
    /** PostgreSQL documentation, "SSL Mode Descriptions". */
    public enum Mode {
        DISABLE,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL
    }

    public static final DatabaseTls NONE = new DatabaseTls(Mode.DISABLE, Optional.empty());

    SslMode sslMode() {
        return SslMode.valueOf(mode.name());
    }

    Optional<ClientSSLOptions> clientOptions() {
        return switch (mode) {
            case DISABLE -> Optional.empty();
            case REQUIRE -> Optional.of(new ClientSSLOptions().setTrustAll(true));
            case VERIFY_CA -> Optional.of(ServerTrust.clientOptions(ca));
            case VERIFY_FULL ->
                Optional.of(ServerTrust.clientOptions(ca)
                        .setHostnameVerificationAlgorithm(ServerTrust.NAMED_IN_CERTIFICATE));
        };
    }

    /** Without authorities of its own the driver would look for them in the home directory, as libpq does. */
    String jdbcParameters() {
        String parameters = "?sslmode=" + sslMode().value;
        if (mode == Mode.DISABLE || mode == Mode.REQUIRE) {
            return parameters;
        }
        return parameters
                + ca.map(file -> "&sslrootcert=" + URLEncoder.encode(file.toString(), StandardCharsets.UTF_8))
                        .orElse("&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
    }
}
