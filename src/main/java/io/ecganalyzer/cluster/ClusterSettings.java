package io.ecganalyzer.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a node joins the others.
 *
 * @param address of this node, as the others reach it; it listens there and nowhere else
 * @param port the first of the {@link #PORTS} on which it listens
 * @param discovery where the others are
 * @param secret what all nodes of this cluster share; who does not know it is not let in
 * @param tls with which all connections are encrypted, and both of their ends known; empty for none
 */
public record ClusterSettings(
        InetAddress address, int port, Discovery discovery, Optional<String> secret, Optional<ClusterTls> tls) {
    /** Membership, event bus, and the failure detector's socket. */
    public static final int PORTS = 3;

    public ClusterSettings {
        Objects.requireNonNull(address);
        Objects.requireNonNull(discovery);
        Objects.requireNonNull(secret);
        Objects.requireNonNull(tls);
    }

    int busPort() {
        return port + 1;
    }

    int detectorOffset() {
        return 2;
    }

    /** Where the other nodes are. */
    public sealed interface Discovery {
        /** At these addresses, each with the first of its ports; nodes that are not named are found through those that are. */
        record Hosts(List<InetSocketAddress> addresses) implements Discovery {
            public Hosts {
                addresses = List.copyOf(addresses);
            }
        }

        /**
         * At all addresses that this name has, each with the same port as this node.
         *
         * @param server which knows the name; empty for whom the system asks
         */
        record Dns(String name, Optional<InetSocketAddress> server) implements Discovery {}
    }
}
