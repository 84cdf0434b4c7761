package io.ecganalyzer.bridge;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the broker is. Its password is in it: never printed.
 *
 * @param uri such as {@code amqp://user:password@host:5672/virtual-host}, or {@code amqps} for TLS
 * @param ca the authorities in PEM that a broker with TLS is verified by; without them those of the Java platform
 */
public record BrokerAddress(URI uri, Optional<Path> ca) {
    private static final String WITH_TLS = "amqps";
    private static final int TLS_PORT = 5671;

    /** Trusts, where it is one with TLS, whom the Java platform trusts. */
    public BrokerAddress(URI uri) {
        this(uri, Optional.empty());
    }

    boolean hasTls() {
        return WITH_TLS.equals(uri.getScheme());
    }

    /**
     * What the Java client is told. By {@code amqps} it would make a context of its own that trusts everybody, and warn of it;
     * the context that verifies is set beside it.
     */
    String clientUri() {
        if (!hasTls()) {
            return uri.toString();
        }
        String authority = uri.getRawAuthority();
        String rest = uri.toString().substring(WITH_TLS.length() + "://".length() + authority.length());
        return "amqp://" + (uri.getPort() < 0 ? authority + ":" + TLS_PORT : authority) + rest;
    }

    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort();
    }
}
