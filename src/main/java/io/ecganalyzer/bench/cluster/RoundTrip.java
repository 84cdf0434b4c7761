package io.ecganalyzer.bench.cluster;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long a question and its answer take on the event bus between two processes, one after the other. */
final class RoundTrip {
    private static final int WARMUP = 10_000;
    private static final int MEASURED = 10_000;
    /** As long as a message of ours. */
    private static final String MESSAGE = "x".repeat(120);

    private RoundTrip() {}

    static JsonObject measure(BenchCluster cluster) throws IOException, InterruptedException {
        Path folder = cluster.folder();
        Places.Place there = cluster.places().next();
        InetSocketAddress node = new InetSocketAddress(cluster.firstAddress(), cluster.firstPort());
        try (NodeProcess echo = NodeProcess.start(
                there,
                folder,
                folder.resolve("echo.log"),
                Map.of(),
                BusEcho.class.getName(),
                there.address().getHostAddress(),
                Integer.toString(BenchCluster.freePorts()),
                node.getHostString(),
                Integer.toString(node.getPort()))) {
            echo.awaitWord(BusEcho.READY);
            InetSocketAddress here = new InetSocketAddress(cluster.places().here(), BenchCluster.freePorts());
            BusEcho.Joined joined = BusEcho.join(here, node);
            try {
                ask(joined, WARMUP, new Histogram(3));
                Histogram nanos = new Histogram(3);
                ask(joined, MEASURED, nanos);
                return new JsonObject()
                        .put("p50_us", nanos.getValueAtPercentile(50) / 1e3)
                        .put("p99_us", nanos.getValueAtPercentile(99) / 1e3)
                        .put("max_us", nanos.getMaxValue() / 1e3);
            } finally {
                joined.vertx().close().toCompletionStage().toCompletableFuture().join();
                joined.cluster().close();
            }
        }
    }

    private static void ask(BusEcho.Joined here, int times, Histogram nanos) {
        Future<Void> all = Future.future(done -> here.vertx().runOnContext(any -> next(here, times, nanos, done)));
        all.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.MINUTES)
                .join();
    }

    private static void next(BusEcho.Joined here, int left, Histogram nanos, io.vertx.core.Promise<Void> done) {
        if (left == 0) {
            done.complete();
            return;
        }
        long begun = System.nanoTime();
        here.vertx().eventBus().request(BusEcho.ADDRESS, MESSAGE).onComplete(answer -> {
            if (answer.failed()) {
                done.fail(answer.cause());
            } else {
                nanos.recordValue(System.nanoTime() - begun);
                next(here, left - 1, nanos, done);
            }
        });
    }
}
