package io.ecganalyzer.bench.cluster;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where the processes of the bench are: each at an address of its own in a network that can be cut or, where there cannot be one, all on
 * loopback.
 */
final class Places implements AutoCloseable {
    private final CutNetwork.Made made;
    private final int count;
    private int taken;

    /** Where a process is, and what stands before its command. */
    record Place(int number, InetAddress address, List<String> prefix) {}

    Places(int count) {
        this.count = count;
        made = CutNetwork.make(count);
    }

    /** The network, if there is one. */
    Optional<CutNetwork> network() {
        return made.network();
    }

    /** Why there is no network. */
    String reason() {
        return made.reason();
    }

    /** One that nobody had before. */
    Place next() {
        if (taken == count) {
            throw new IllegalStateException("more than " + count + " processes");
        }
        int number = taken++;
        return network()
                .map(network -> new Place(number, network.address(number), network.prefix(number)))
                .orElseGet(() -> new Place(number, InetAddress.getLoopbackAddress(), List.of()));
    }

    /** Of this process, as the others reach it. */
    InetAddress here() {
        return network().map(CutNetwork::here).orElseGet(InetAddress::getLoopbackAddress);
    }

    /** Where the others reach a server on this machine's loopback. */
    URI reachable(Vertx vertx, URI server) {
        return network()
                .map(network -> network.here().getHostAddress() + ":"
                        + Forwarder.open(vertx, network.here(), server.getHost(), server.getPort()))
                .map(there -> URI.create(server.toString().replace(server.getHost() + ":" + server.getPort(), there)))
                .orElse(server);
    }

    @Override
    public void close() throws IOException {
        if (network().isPresent()) {
            network().get().close();
        }
    }
}
