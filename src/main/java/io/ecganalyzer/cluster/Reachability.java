package io.ecganalyzer.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * Looks whether the nodes that are named would take this one's certificates, before it joins. Without this look a node that all others
 * refuse would take itself for the first one, and found a cluster of its own.
 */
final class Reachability {
    private static final int CONNECT_MS = 1_000;

    /** In TLS 1.3 a server refuses a client only after the client's side of the handshake is over (RFC 8446, 4.4.2.4). */
    private static final int REFUSAL_MS = 300;

    private Reachability() {}

    /** Nodes that do not run are no fault. */
    static void check(ClusterSettings settings) {
        if (settings.tls().isPresent() && settings.discovery() instanceof ClusterSettings.Discovery.Hosts hosts) {
            SSLContext context = settings.tls().get().context();
            others(settings, hosts.addresses()).forEach(address -> check(context, address));
        }
    }

    private static List<InetSocketAddress> others(ClusterSettings settings, List<InetSocketAddress> all) {
        InetSocketAddress own = new InetSocketAddress(settings.address(), settings.port());
        return all.stream()
                .filter(address -> !address.equals(own) && !address.isUnresolved())
                .toList();
    }

    private static void check(SSLContext context, InetSocketAddress address) {
        try (Socket plain = new Socket()) {
            plain.connect(address, CONNECT_MS);
            try (SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(plain, address.getHostString(), address.getPort(), true)) {
                socket.setSoTimeout(CONNECT_MS);
                socket.startHandshake();
                socket.setSoTimeout(REFUSAL_MS);
                socket.getInputStream().read();
            }
        } catch (SSLException refused) {
            throw new ClusterException(
                    "the node at " + address + " and this one do not trust each other: " + refused.getMessage()
                            + "; both need a certificate of the same authority, and both TLS",
                    refused);
        } catch (SocketTimeoutException accepted) {
            return;
        } catch (IOException absent) {
            return;
        }
    }
}
