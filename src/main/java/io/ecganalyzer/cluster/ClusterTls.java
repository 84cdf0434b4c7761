package io.ecganalyzer.cluster;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jgroups.util.SocketFactory;
import org.jgroups.util.TLS;
import org.jgroups.util.TLSClientAuth;

/**
 * The certificates of a node, in PEM. Both ends of each connection show one that the authority has signed. Names in them are not
 * compared: nodes come and go with their addresses, and who has a certificate of this authority is one of them.
 *
 * @param authority whose certificates are trusted; not the system's authorities
 */
public record ClusterTls(Path certificate, Path key, Path authority) {
    /** RFC 8446; each node is one of ours, so there is nothing older to speak with. */
    private static final String PROTOCOL = "TLSv1.3";

    void protect(EventBusOptions bus) {
        bus.setSsl(true)
                .setClientAuth(io.vertx.core.http.ClientAuth.REQUIRED)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(certificate.toString())
                        .setKeyPath(key.toString()))
                .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()))
                .addEnabledSecureTransportProtocol(PROTOCOL);
    }

    SocketFactory socketFactory() {
        TLS tls = new TLS().enabled(true).setClientAuth(TLSClientAuth.NEED).setProtocols(new String[] {PROTOCOL});
        return tls.createSocketFactory(context());
    }

    /** For both directions. */
    SSLContext context() {
        try {
            return ((JdkSslContext) SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                            .sslProvider(SslProvider.JDK)
                            .trustManager(authority.toFile())
                            .clientAuth(ClientAuth.REQUIRE)
                            .protocols(PROTOCOL)
                            .build())
                    .context();
        } catch (SSLException | IllegalArgumentException e) {
            throw new ClusterException(
                    "the certificates of the cluster cannot be used (" + certificate + ", " + key + ", " + authority
                            + "): " + ClusterException.innermost(e),
                    e);
        }
    }
}
