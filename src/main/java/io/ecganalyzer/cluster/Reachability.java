package io.ecganalyzer.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jgroups.protocols.dns.DNSResolver;
import org.jgroups.stack.IpAddress;

/**
 * Looks whether the nodes that are named would take this one's certificates, before it joins. Without this look a node that all others
 * refuse would take itself for the first one, and found a cluster of its own.
 */
final class Reachability {
    private static final int CONNECT_MS = 1_000;

    /** In TLS 1.3 a server refuses a client only after the client's side of the handshake is over (RFC 8446, 4.4.2.4). */
    private static final int REFUSAL_MS = 1_000;

    private Reachability() {}

    /** Nodes that do not run are no fault. The first one that takes this one speaks for all. */
    static void check(ClusterSettings settings) {
        if (settings.tls().isEmpty()) {
            return;
        }
        SSLContext context = settings.tls().get().context();
        InetSocketAddress own = new InetSocketAddress(settings.address(), settings.port());
        for (InetSocketAddress address : named(settings)) {
            if (!address.equals(own) && !address.isUnresolved() && isTaken(context, address)) {
                return;
            }
        }
    }

    private static List<InetSocketAddress> named(ClusterSettings settings) {
        if (settings.discovery() instanceof ClusterSettings.Discovery.Hosts hosts) {
            return hosts.addresses();
        }
        ClusterSettings.Discovery.Dns dns = (ClusterSettings.Discovery.Dns) settings.discovery();
        try (DNSResolver names = NodeNames.of(dns)) {
            return names.resolveIps(dns.name(), DNSResolver.DNSRecordType.A).stream()
                    .map(IpAddress.class::cast)
                    .map(address -> new InetSocketAddress(address.getIpAddress(), settings.port()))
                    .toList();
        }
    }

    /** Whether it takes this node; not, where nobody answers. */
    private static boolean isTaken(SSLContext context, InetSocketAddress address) {
        boolean met = false;
        try (Socket plain = new Socket()) {
            plain.connect(address, CONNECT_MS);
            try (SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(plain, address.getHostString(), address.getPort(), true)) {
                socket.setSoTimeout(CONNECT_MS);
                socket.startHandshake();
                met = true;
                socket.setSoTimeout(REFUSAL_MS);
                socket.getInputStream().read();
            }
            return true;
        } catch (SSLException refused) {
            throw new ClusterException(
                    "the node at " + address + " and this one do not trust each other: " + refused.getMessage()
                            + "; both need a certificate of the same authority, and both TLS",
                    refused);
        } catch (IOException silentOrAbsent) {
            return met;
        }
    }
}
