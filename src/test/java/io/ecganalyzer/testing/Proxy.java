package io.ecganalyzer.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a real server, and can break what is between them. */
public final class Proxy implements AutoCloseable {
    private final NetServer server;
    private final NetClient client;
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean frozen;
    private volatile boolean refusing;
    private volatile SocketAddress target;

    public Proxy(Vertx vertx, String host, int port) {
        target = SocketAddress.inetSocketAddress(port, host);
        client = vertx.createNetClient();
        server = vertx.createNetServer().connectHandler(near -> {
            sockets.add(near);
            if (refusing) {
                near.close();
                return;
            }
            near.pause();
            client.connect(target).onSuccess(far -> {
                sockets.add(far);
                pass(near, far);
                pass(far, near);
                near.resume();
            });
        });
        server.listen(0, "127.0.0.1").await();
    }

    public int port() {
        return server.actualPort();
    }

    private void pass(NetSocket from, NetSocket to) {
        from.handler(bytes -> {
            if (!frozen) {
                to.write(bytes);
            }
        });
        from.closeHandler(closed -> {
            sockets.remove(from);
            to.close();
        });
    }

    /** Bytes vanish in both directions and connections stay open, as when a machine is unplugged. */
    public void freeze() {
        frozen = true;
    }

    /** New connections lead there, as when a server comes back elsewhere behind the same name. */
    public void leadTo(String host, int port) {
        target = SocketAddress.inetSocketAddress(port, host);
    }

    /** Connections are closed, and new ones as soon as they are open. */
    public void cut() {
        refusing = true;
        sockets.forEach(NetSocket::close);
    }

    /** New connections work again. */
    public void mend() {
        sockets.forEach(NetSocket::close);
        frozen = false;
        refusing = false;
    }

    @Override
    public void close() {
        server.close().await();
        client.close().await();
    }
}
