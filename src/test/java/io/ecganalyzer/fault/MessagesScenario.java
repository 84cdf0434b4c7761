package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Messages that come a hundred times, and messages that are none of ours. */
class MessagesScenario {
    private static final String QUEUE = "ecg.jobs";
    private static final int COPIES = 100;
    private static final int ECGS_AFTER = Form.many(100, 40);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Each of the two nodes hands a message of a newer version back for a minute before it lays it aside. */
    private static final Duration HANDED_BACK = Duration.ofMinutes(4);

    @Test
    void copiesMakeOneResultAndStrangersAreLaidAside() throws Exception {
        try (Cluster cluster = new Cluster(Map.of())) {
            NodeProcess api = cluster.start("api", "api");
            Client user = Client.registered(api::api, "ada");
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(cluster.servers().rabbit().uri(cluster.virtualHost()));
            try (Workload one = new Workload(user, Submissions.forAllAnalyzers(), 1, 1, 1).begin();
                    Connection connection = factory.newConnection();
                    Channel channel = connection.createChannel()) {
                one.awaitAccepted(1, PATIENCE);
                byte[] message = message(channel);
                for (int i = 0; i < COPIES; i++) {
                    channel.basicPublish("", QUEUE, null, message);
                }
                List<byte[]> strangers = strangers(message);
                for (byte[] stranger : strangers) {
                    channel.basicPublish("", QUEUE, null, stranger);
                }
                NodeProcess first = cluster.start("analyzer", "analyzer-1");
                NodeProcess second = cluster.start("analyzer", "analyzer-2");
                one.outcome("7 one message " + COPIES + " times", PATIENCE, cluster.database())
                        .mustHold(0);
                Awaitility.await("strangers to be laid aside")
                        .atMost(HANDED_BACK)
                        .until(() -> unreadable(first) + unreadable(second) == strangers.size());
                assertEquals(strangers.size(), channel.messageCount(QUEUE + ".dead"), "in the queue of the dead");
                goesOn(cluster, api, strangers.size());
            }
        }
    }

    private static byte[] message(Channel channel) {
        AtomicReference<GetResponse> got = new AtomicReference<>();
        Awaitility.await("a message").atMost(PATIENCE).until(() -> {
            got.set(channel.basicGet(QUEUE, true));
            return got.get() != null;
        });
        return got.get().getBody();
    }

    /** Of an older and of an unknown version, and of none. */
    private static List<byte[]> strangers(byte[] message) throws Exception {
        ObjectNode older = (ObjectNode) Json.read(new String(message, StandardCharsets.UTF_8));
        ObjectNode unknown = older.deepCopy();
        older.put("v", 0);
        unknown.put("v", 999);
        return List.of(bytes(older.toString()), bytes(unknown.toString()), bytes("garbage"), bytes(""), bytes("[1]"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static double unreadable(NodeProcess node) {
        return node.metric("ecg_jobs_dead_lettered_total", "unreadable");
    }

    private static void goesOn(Cluster cluster, NodeProcess api, int strangers) throws Exception {
        Client other = Client.registered(api::api, "grace");
        try (Workload work = new Workload(other, Submissions.forAllAnalyzers(), ECGS_AFTER, 20, 4).begin()) {
            Outcome outcome = work.outcome("7 after messages that are none of ours", PATIENCE, cluster.database());
            outcome.with("dead_lettered", strangers).mustHold(0);
            assertTrue(outcome.errors().isEmpty(), () -> "what clients saw: " + outcome.errors());
        }
    }
}
