package io.ecganalyzer.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a real server, and can break what is between them. */
public final class Proxy implements AutoCloseable {
    private final NetServer server;
    private final NetClient client;
    private final Vertx vertx;
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean frozen;
    private volatile boolean refusing;
    private volatile long delayMillis;
    private volatile SocketAddress target;

    public Proxy(Vertx vertx, String host, int port) {
        this.vertx = vertx;
        target = SocketAddress.inetSocketAddress(port, host);
        client = vertx.createNetClient();
        server = vertx.createNetServer().connectHandler(near -> {
            sockets.add(near);
            if (refusing) {
                near.close();
                return;
            }
            near.pause();
            client.connect(target)
                    .onSuccess(far -> {
                        sockets.add(far);
                        pass(near, far);
                        pass(far, near);
                        near.resume();
                    })
                    .onFailure(nobody -> near.close());
        });
        server.listen(0, "127.0.0.1").await();
    }

    public int port() {
        return server.actualPort();
    }

    private void pass(NetSocket from, NetSocket to) {
        from.handler(bytes -> {
            if (frozen) {
                return;
            }
            if (delayMillis == 0) {
                to.write(bytes);
            } else {
                vertx.setTimer(delayMillis, later -> to.write(bytes));
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

    /** Bytes take this long in each direction, in their order; zero for as fast as they can. */
    public void slow(Duration delay) {
        delayMillis = delay.toMillis();
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
        delayMillis = 0;
        refusing = false;
    }

    @Override
    public void close() {
        server.close().await();
        client.close().await();
    }
}
