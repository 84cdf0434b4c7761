package io.ecganalyzer.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks TLS for a real server that does not, as a TLS proxy in front of it would. */
public final class TlsFront implements AutoCloseable {
    private final NetServer server;
    private final NetClient client;
    private final AtomicInteger connections = new AtomicInteger();

    public TlsFront(Vertx vertx, Certificates.Server certificate, String name, String host, int port) {
        client = vertx.createNetClient();
        PemKeyCertOptions shown = new PemKeyCertOptions()
                .addCertPath(certificate.certificate(name + ".crt").toString())
                .addKeyPath(certificate.key(name + ".key").toString());
        server = vertx.createNetServer(new NetServerOptions().setSsl(true).setKeyCertOptions(shown))
                .connectHandler(near -> {
                    connections.incrementAndGet();
                    near.pause();
                    client.connect(port, host)
                            .onSuccess(far -> {
                                pass(near, far);
                                pass(far, near);
                                near.resume();
                            })
                            .onFailure(gone -> near.close());
                })
                .exceptionHandler(refusedHandshake -> {});
        server.listen(0, "127.0.0.1").await();
    }

    public int port() {
        return server.actualPort();
    }

    /** Connections whose handshake succeeded, so far. */
    public int connections() {
        return connections.get();
    }

    private static void pass(NetSocket from, NetSocket to) {
        from.handler(to::write);
        from.closeHandler(closed -> to.close());
    }

    @Override
    public void close() {
        server.close().await();
        client.close().await();
    }
}
