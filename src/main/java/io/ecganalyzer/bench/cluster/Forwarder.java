package io.ecganalyzer.bench.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/** Lets those in a {@link CutNetwork} reach a server that listens on this machine's loopback alone. */
public final class Forwarder {
    private Forwarder() {}

    /**
     * Until Vert.x closes.
     *
     * @return the port on that address
     */
    public static int open(Vertx vertx, InetAddress address, String host, int port) {
        NetClient client = vertx.createNetClient();
        return vertx.createNetServer()
                .connectHandler(near -> {
                    near.pause();
                    client.connect(port, host)
                            .onSuccess(far -> Future.join(near.pipeTo(far), far.pipeTo(near)))
                            .onFailure(nobody -> near.close());
                })
                .listen(0, address.getHostAddress())
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join()
                .actualPort();
    }
}
