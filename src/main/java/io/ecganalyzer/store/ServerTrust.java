package io.ecganalyzer.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates a client of a server takes: those of given authorities, or of those that the Java platform trusts. */
public final class ServerTrust {
    /** RFC 2818, section 3.1: the name that was connected to stands in the certificate. */
    static final String NAMED_IN_CERTIFICATE = "HTTPS";

    private ServerTrust() {}

    /**
     * Those who trust them.
     *
     * @param ca authorities in PEM
     */
    public static TrustOptions options(Optional<Path> ca) {
        return ca.<TrustOptions>map(file -> new PemTrustOptions().addCertPath(file.toString()))
                .orElseGet(() -> TrustOptions.wrap(platforms()));
    }

    static ClientSSLOptions clientOptions(Optional<Path> ca) {
        return new ClientSSLOptions().setTrustOptions(options(ca));
    }

    private static TrustManagerFactory platforms() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform has no trusted authorities", e);
        }
    }
}
