package io.ecganalyzer.fault;

import io.ecganalyzer.cluster.ClusterSettings;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Joins a cluster of nodes for a look at who is in it and who listens to what, as each sender sees it. */
final class BusObserver implements AutoCloseable {
    private final io.ecganalyzer.cluster.Cluster cluster;
    private final Vertx vertx;

    BusObserver(ClusterSettings settings) {
        cluster = io.ecganalyzer.cluster.Cluster.join(settings);
        vertx = cluster.vertx(Vertx.builder().with(new VertxOptions().setEventBusOptions(cluster.busOptions())))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(1, TimeUnit.MINUTES)
                .join();
    }

    /** Itself included. */
    int members() {
        return cluster.members().size();
    }

    /** On how many nodes somebody listens. */
    int nodesListeningTo(String address) {
        Promise<List<RegistrationInfo>> found = Promise.promise();
        ((VertxInternal) vertx).clusterManager().getRegistrations(address, found);
        Set<String> nodes =
                found.future().toCompletionStage().toCompletableFuture().orTimeout(1, TimeUnit.MINUTES).join().stream()
                        .map(RegistrationInfo::nodeId)
                        .collect(Collectors.toSet());
        return nodes.size();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        try {
            cluster.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
