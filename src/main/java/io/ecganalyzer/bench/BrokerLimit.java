package io.ecganalyzer.bench;

import io.ecganalyzer.bridge.BrokerAddress;
import io.ecganalyzer.bridge.BrokerPublisher;
import io.ecganalyzer.bridge.Topology;
import io.ecganalyzer.embedded.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** An embedded broker of its own, and the publisher of the service: what it confirms at best, hundreds of messages in flight. */
final class BrokerLimit implements AutoCloseable {
    private static final int IN_FLIGHT = 512;
    private static final long PATIENCE_SECONDS = 30;

    /** As long as that of one job. */
    private static final Buffer MESSAGE = Buffer.buffer("x".repeat(100));

    private final Path directory;
    private final EmbeddedBroker broker;
    private final Vertx vertx = Vertx.vertx();
    private final Topology topology = Topology.named("bench");
    private final BrokerPublisher publisher;

    BrokerLimit() throws IOException {
        directory = Files.createTempDirectory("ecg-bench-broker");
        broker = EmbeddedBroker.start(directory);
        publisher = new BrokerPublisher(
                vertx.getOrCreateContext(),
                new BrokerAddress(broker.uri()),
                topology,
                Duration.ofSeconds(PATIENCE_SECONDS),
                new SimpleMeterRegistry());
        await(publisher.open());
    }

    /** How many messages it was, each confirmed. */
    long round() throws IOException {
        List<Future<Void>> confirms = IntStream.range(0, IN_FLIGHT)
                .mapToObj(i ->
                        publisher.publish(topology.jobs(), UUID.randomUUID().toString(), MESSAGE, Map.of()))
                .toList();
        await(Future.all(confirms));
        return IN_FLIGHT;
    }

    @Override
    public void close() throws IOException {
        await(publisher.close());
        await(vertx.close());
        broker.close();
        Folders.delete(directory);
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException("the embedded broker: " + e.getMessage(), e);
        }
    }
}
