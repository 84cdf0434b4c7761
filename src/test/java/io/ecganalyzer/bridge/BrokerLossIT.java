package io.ecganalyzer.bridge;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.embedded.EmbeddedBroker;
import io.ecganalyzer.store.NewEcg;
import io.ecganalyzer.store.NewEcgs;
import io.ecganalyzer.store.TestDatabase;
import io.ecganalyzer.testing.Proxy;
import io.ecganalyzer.testing.Services;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes, stays away, falls silent or refuses: nothing is lost, and nobody has to restart the service. */
class BrokerLossIT {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static TestDatabase db;
    private Proxy proxy;

    @BeforeAll
    static void start() {
        db = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        db.close();
    }

    @BeforeEach
    void between() {
        URI broker = Services.shared().brokerUri();
        proxy = new Proxy(db.vertx, broker.getHost(), broker.getPort());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void whatIsSubmittedWhileTheBrokerIsAwayFollowsWhenItIsBack() {
        try (TestNode node = new TestNode(db, throughProxy()).whole()) {
            proxy.cut();
            await().atMost(BOUND).until(() -> !node.publisher.isReady());
            List<NewEcg> ecgs = submitted(node, 20);
            assertEquals(0, node.count("SELECT count(*) FROM job WHERE state <> 'queued'"));
            node.db.sql("UPDATE job SET due_at = now()");
            proxy.mend();
            awaitAllDone(node, ecgs);
        }
    }

    @Test
    void aNodeStartsWithoutABrokerAndWorksOnceThereIsOne() {
        proxy.cut();
        try (TestNode node = new TestNode(db, throughProxy()).whole()) {
            assertFalse(node.publisher.isReady());
            List<NewEcg> ecgs = submitted(node, 3);
            node.db.sql("UPDATE job SET due_at = now()");
            proxy.mend();
            awaitAllDone(node, ecgs);
        }
    }

    @Test
    void aBrokerThatComesBackEmptyOnTheSamePortIsGivenTheQueuesAndTheJobsAgain(
            @TempDir Path first, @TempDir Path next) {
        EmbeddedBroker broker = EmbeddedBroker.start(first);
        proxy.leadTo("127.0.0.1", broker.uri().getPort());
        URI uri = URI.create("amqp://" + broker.uri().getUserInfo() + "@127.0.0.1:" + proxy.port());
        try (TestNode node = new TestNode(db, uri).relaying()) {
            List<NewEcg> lost = submitted(node, 20);
            // Several may have gone in one message: the depth of the queue does not tell.
            await().atMost(BOUND).until(() -> node.counted("ecg.relay.published", "by", "hint") == 20);
            assertTrue(node.depth(node.topology.jobs()) > 0);
            String password = broker.uri().getUserInfo().split(":", 2)[1];
            broker.close();
            await().atMost(BOUND).until(() -> !node.publisher.isReady());
            EmbeddedBroker restarted = EmbeddedBroker.start(next, password);
            proxy.leadTo("127.0.0.1", restarted.uri().getPort());
            node.consuming().working(AnalyzerRegistry.load());
            node.db.sql("UPDATE job SET due_at = now()");
            List<NewEcg> after = submitted(node, 5);
            awaitAllDone(node, lost);
            awaitAllDone(node, after);
            restarted.close();
        }
    }

    @Test
    void resultsFollowAfterTheConnectionIsLostInTheMiddleOfTheWork() {
        try (TestNode node = new TestNode(db, throughProxy()).whole()) {
            List<NewEcg> ecgs = submitted(node, 200);
            await().atMost(BOUND).until(() -> node.count("SELECT count(*) FROM job WHERE state = 'done'") > 5);
            proxy.cut();
            proxy.mend();
            node.db.sql("UPDATE job SET due_at = now() WHERE state = 'queued'");
            awaitAllDone(node, ecgs);
        }
    }

    @Test
    void aConfirmThatNeverComesEndsInTimeAndTheNextConnectionTakesTheMessage() {
        try (TestNode node = new TestNode(db, throughProxy())) {
            String queue = node.topology.jobs();
            proxy.freeze();
            long started = System.nanoTime();
            List<Future<Void>> lost = IntStream.range(0, 3_000)
                    .mapToObj(i -> publish(node, queue))
                    .toList();
            for (Future<Void> each : lost) {
                assertThrows(BrokerUnavailableException.class, () -> get(each));
            }
            assertTrue(System.nanoTime() - started < 10 * TestNode.CONFIRM.toNanos());
            proxy.mend();
            await().atMost(BOUND).until(node.publisher::isReady);
            get(publish(node, queue));
            assertEquals(0, node.meters.get("ecg.broker.in.flight").gauge().value());
        }
    }

    @Test
    void moreThanThePublisherHoldsIsRefusedAndNotKept() {
        try (TestNode node = new TestNode(db, throughProxy())) {
            proxy.freeze();
            List<Future<Void>> all = IntStream.range(0, BrokerPublisher.MAX_PENDING + 500)
                    .mapToObj(i -> publish(node, node.topology.jobs()))
                    .toList();
            all.forEach(each -> assertThrows(BrokerUnavailableException.class, () -> get(each)));
            assertEquals(0, node.meters.get("ecg.broker.in.flight").gauge().value());
        }
    }

    @Test
    void aQueueThatExistsWithOtherPropertiesIsToldAsSuch() {
        Topology topology = Topology.named("test." + UUID.randomUUID());
        URI broker = Services.shared().brokerUri();
        RabbitMQClient other = RabbitMQClient.create(db.vertx, new RabbitMQOptions().setUri(broker.toString()));
        get(other.start());
        get(other.queueDeclare(topology.jobs(), true, false, true));
        BrokerPublisher publisher = new BrokerPublisher(
                db.vertx.getOrCreateContext(),
                new BrokerAddress(broker),
                topology,
                TestNode.CONFIRM,
                new SimpleMeterRegistry());
        TopologyException refused = assertThrows(TopologyException.class, () -> get(publisher.open()));
        assertTrue(refused.getMessage().contains(topology.jobs()), refused.getMessage());
        assertTrue(refused.getMessage().contains("delete it"), refused.getMessage());
        get(publisher.close());
        get(other.stop());
    }

    @Test
    void aQueueThatIsDeletedUnderneathIsMadeAnew() {
        assumeTrue(isRabbitMq(), "Broker-J does not tell a consumer that its queue is gone");
        try (TestNode node = new TestNode(db, throughProxy()).whole()) {
            RabbitMQClient operator = RabbitMQClient.create(
                    db.vertx,
                    new RabbitMQOptions().setUri(Services.shared().brokerUri().toString()));
            get(operator.start());
            get(operator.queueDelete(node.topology.jobs()));
            List<NewEcg> ecgs = submitted(node, 3);
            await().atMost(BOUND).untilAsserted(() -> {
                node.db.sql("UPDATE job SET due_at = now() WHERE state = 'queued'");
                assertEquals(ecgs.size(), node.count("SELECT count(*) FROM job WHERE state = 'done'"));
            });
            get(operator.stop());
        }
    }

    @Test
    void aBrokerThatIsShortOfMemoryIsWaitedFor() throws Exception {
        assumeTrue(isRabbitMq(), "Broker-J does not tell when it takes no messages");
        try (TestNode node = new TestNode(db, throughProxy()).whole()) {
            rabbitmqctl("set_vm_memory_high_watermark", "0.000001");
            try {
                // It says so to a connection that publishes.
                await().atMost(BOUND).until(() -> {
                    publish(node, node.topology.jobs());
                    return !node.publisher.isReady();
                });
                List<NewEcg> ecgs = submitted(node, 20);
                assertEquals(20, node.count("SELECT count(*) FROM job WHERE state = 'queued'"));
                rabbitmqctl("set_vm_memory_high_watermark", "0.6");
                await().atMost(BOUND).until(node.publisher::isReady);
                node.db.sql("UPDATE job SET due_at = now() WHERE state = 'queued'");
                awaitAllDone(node, ecgs);
            } finally {
                rabbitmqctl("set_vm_memory_high_watermark", "0.6");
            }
        }
    }

    @Test
    void theQueuesAreQuorumQueuesWhereTheBrokerHasThem() throws Exception {
        assumeTrue(isRabbitMq(), "Broker-J has no quorum queues");
        try (TestNode node = new TestNode(db, Services.shared().brokerUri())) {
            String queues = rabbitmqctl("list_queues", "name", "type");
            for (String queue : List.of(node.topology.jobs(), node.topology.dead())) {
                assertTrue(queues.contains(queue + "\tquorum"), queues);
            }
        }
    }

    @Test
    void aWrongPasswordIsNoReasonToGiveUp() {
        URI broker = Services.shared().brokerUri();
        URI wrong = URI.create("amqp://nobody:wrong@" + broker.getHost() + ":" + broker.getPort());
        try (TestNode node = new TestNode(db, wrong)) {
            assertFalse(node.publisher.isReady());
            assertInstanceOf(
                    BrokerUnavailableException.class,
                    publish(node, node.topology.jobs()).cause());
        }
    }

    /** With the node's name and its other variables in the environment, as {@code .ci/with-rabbitmq} sets them. */
    private static boolean isRabbitMq() {
        return "external".equals(System.getenv("ECG_BROKER_MODE")) && System.getenv("RABBITMQ_NODENAME") != null;
    }

    private static String rabbitmqctl(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of("rabbitmqctl", "-q"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private URI throughProxy() {
        URI broker = Services.shared().brokerUri();
        return URI.create("amqp://" + broker.getUserInfo() + "@127.0.0.1:" + proxy.port());
    }

    private static Future<Void> publish(TestNode node, String queue) {
        return node.publisher.publish(queue, "test", Buffer.buffer("{}"), Map.of());
    }

    private static List<NewEcg> submitted(TestNode node, int count) {
        List<NewEcg> ecgs =
                IntStream.range(0, count).mapToObj(i -> NewEcgs.of(node.user)).toList();
        ecgs.forEach(node::submit);
        return ecgs;
    }

    private static void awaitAllDone(TestNode node, List<NewEcg> ecgs) {
        await().atMost(BOUND)
                .until(() -> ecgs.stream().allMatch(ecg -> node.report(ecg).status() == EcgStatus.DONE));
    }
}
