package io.ecganalyzer.bench.cluster;

import io.ecganalyzer.cluster.Cluster;
import io.ecganalyzer.cluster.ClusterSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that joins a cluster and sends back what it is sent: the other end of a round trip. */
public final class BusEcho {
    static final String ADDRESS = "bench.echo";
    static final String READY = "echo is ready";

    private BusEcho() {}

    /** Its own address and first port, and those of a node that runs. */
    public static void main(String[] arguments) {
        Vertx vertx = join(address(arguments[0], arguments[1]), address(arguments[2], arguments[3]))
                .vertx();
        vertx.eventBus()
                .<String>consumer(ADDRESS, message -> message.reply(message.body()))
                .completion()
                .onSuccess(known -> System.out.println(READY));
    }

    private static InetSocketAddress address(String host, String port) {
        return new InetSocketAddress(host, Integer.parseInt(port));
    }

    /** This process as a node of the cluster. */
    record Joined(Cluster cluster, Vertx vertx) {}

    static Joined join(InetSocketAddress own, InetSocketAddress other) {
        Cluster cluster = Cluster.join(new ClusterSettings(
                own.getAddress(),
                own.getPort(),
                new ClusterSettings.Discovery.Hosts(List.of(other)),
                Optional.empty(),
                Optional.empty()));
        Vertx vertx = cluster.vertx(Vertx.builder().with(new VertxOptions().setEventBusOptions(cluster.busOptions())))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        return new Joined(cluster, vertx);
    }
}
