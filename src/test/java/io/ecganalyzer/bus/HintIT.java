package io.ecganalyzer.bus;

import static org.awaitility.Awaitility.await;

import io.ecganalyzer.cluster.TestCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hints in a cluster of which a node has just been killed: its subscriptions are still there. */
final class HintIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HINTS = 20;

    private final TestCluster nodes = new TestCluster();

    @AfterEach
    void close() throws IOException {
        nodes.close();
    }

    @Test
    void aHintForANodeThatIsGoneReachesThisOne() {
        VertxInternal vertx = (VertxInternal) nodes.join().vertx();
        Promise<Void> subscribed = Promise.promise();
        vertx.clusterManager()
                .addRegistration(
                        JobSubmitted.class.getAnnotation(Wire.class).address(),
                        new RegistrationInfo("a node that was killed", 1, false),
                        subscribed);
        TestCluster.result(subscribed.future());
        Bus bus = new Bus(vertx, new SimpleMeterRegistry());
        Set<Long> heard = ConcurrentHashMap.newKeySet();
        TestCluster.result(bus.consume(JobSubmitted.class, hint -> heard.add(hint.ecgKey()))
                .ready());
        for (long key = 0; key < HINTS; key++) {
            bus.send(new JobSubmitted(key, "request", 1));
        }
        await().atMost(PATIENCE).until(() -> heard.size() == HINTS);
    }
}
