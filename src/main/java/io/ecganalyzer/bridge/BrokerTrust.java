package io.ecganalyzer.bridge;

import io.ecganalyzer.store.ServerTrust;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Takes a broker's certificate if it is by a trusted authority and names the host that was connected to.
 *
 * <p>The Vert.x client (5.0.8) has no way to have the name verified: it leaves the Java client's switch for it alone and does
 * not pass its own on. The check is therefore asked for here, where the socket comes along: the platform's own trust manager
 * makes it if the socket's parameters say so (JSSE reference guide, "X509ExtendedTrustManager").
 */
final class BrokerTrust extends X509ExtendedTrustManager {
    static final String NAMED_IN_CERTIFICATE = "HTTPS";

    private final X509ExtendedTrustManager authorities;

    private BrokerTrust(X509ExtendedTrustManager authorities) {
        this.authorities = authorities;
    }

    /** Read anew for each connection, on a worker of the client. */
    record Options(Optional<Path> ca) implements TrustOptions {
        @Override
        public TrustManagerFactory getTrustManagerFactory(Vertx vertx) throws Exception {
            return TrustOptions.wrap(new BrokerTrust(authorities(vertx))).getTrustManagerFactory(vertx);
        }

        @Override
        public Function<String, TrustManager[]> trustManagerMapper(Vertx vertx) {
            return name -> null;
        }

        @Override
        public TrustOptions copy() {
            return this;
        }

        private X509ExtendedTrustManager authorities(Vertx vertx) throws Exception {
            return Arrays.stream(ServerTrust.options(ca)
                            .getTrustManagerFactory(vertx)
                            .getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (!(socket instanceof SSLSocket secured)) {
            throw new CertificateException("no name to verify: the socket is none of TLS");
        }
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(NAMED_IN_CERTIFICATE);
        secured.setSSLParameters(parameters);
        authorities.checkServerTrusted(chain, authType, secured);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(NAMED_IN_CERTIFICATE);
        engine.setSSLParameters(parameters);
        authorities.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no name to verify: the connection is not known");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        authorities.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        authorities.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        authorities.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
