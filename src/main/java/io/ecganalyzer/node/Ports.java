package io.ecganalyzer.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out that a port is taken before anything is started, rather than after all the rest was. */
final class Ports {
    private Ports() {}

    /** @param key the setting to change if it is taken */
    static void requireFree(String host, int port, String key) {
        if (port == 0) {
            return;
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new NodeException("the host " + host + " is unknown; set " + key.replace(".port", ".host"));
        }
        try (ServerSocket socket = new ServerSocket()) {
            // As the HTTP servers will: a connection that a former service closed does not keep the port.
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new NodeException(
                    "port " + port + " on " + host + " cannot be taken (" + e.getMessage() + "); set " + key, e);
        }
    }
}
