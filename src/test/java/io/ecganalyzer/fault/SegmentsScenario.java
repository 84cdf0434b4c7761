package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecganalyzer.bench.cluster.CpuShare;
import io.ecganalyzer.cluster.TestCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A long recording is analysed in segments on two nodes, and one of them is killed in the middle. */
class SegmentsScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int RATE_HZ = 250;
    private static final int HOURS = 4;
    private static final int SAMPLES = RATE_HZ * 3_600 * HOURS;
    private static final int NOISE = 40;
    /** Of three minutes each. */
    private static final int SEGMENTS = HOURS * 20;

    /** Of a processor, until somebody is killed, so that there is a middle to be killed in. */
    private static final double SHARE = 0.1;

    /** In hand of others at once: SegmentedRun.ASKERS, and the one that its own thread does. */
    private static final int MOST_IN_HAND = 9;

    private static final String WHOLE = "0";
    private static final String IN_SEGMENTS = "1000";

    private final int firstPort = TestCluster.freePorts();

    @Test
    @WholeFormOnly
    void whoeverIsKilledTheNumbersAreThoseOfOnePiece() throws Exception {
        try (Cluster cluster = new Cluster(Map.of("cluster.enabled", "true", "analyzer.instances", "1"))) {
            NodeProcess api = begin(cluster, "api", "api", firstPort, WHOLE).awaitStarted();
            Client user = Client.registered(api::api, "ada");
            NodeProcess alone = begin(cluster, "analyzer", "alone", TestCluster.freePorts(), WHOLE)
                    .awaitStarted();
            JsonNode whole = ended(user, submitted(user));
            assertEquals(0, alone.metric("ecg_segments_total"), "segments of one piece");
            alone.kill();

            NodeProcess first = analyzer(cluster, "first");
            NodeProcess second = analyzer(cluster, "second");
            UUID ecg;
            NodeProcess holder;
            try (CpuShare one = CpuShare.of(first.pid(), SHARE);
                    CpuShare two = CpuShare.of(second.pid(), SHARE)) {
                ecg = submitted(user);
                holder = holder(first, second);
                assertFalse(isOver(user, ecg), "the recording is too short for this test");
                (holder == first ? second : first).kill();
            }
            assertEquals(whole, ended(user, ecg), "the numbers after the kill of a node that has segments");
            assertEquals(1, attempts(cluster, ecg), "attempts: the job itself goes on where it is");
            double done = segmentsOf(holder);
            assertTrue(
                    done >= SEGMENTS && done <= SEGMENTS + MOST_IN_HAND,
                    () -> done + " segments were done, of " + SEGMENTS);

            NodeProcess third = analyzer(cluster, "third");
            UUID again;
            try (CpuShare one = CpuShare.of(holder.pid(), SHARE);
                    CpuShare two = CpuShare.of(third.pid(), SHARE)) {
                again = submitted(user);
                NodeProcess holds = holder(holder, third);
                assertFalse(isOver(user, again), "the recording is too short for this test");
                holds.kill();
            }
            assertEquals(whole, ended(user, again), "the numbers after the kill of the node that has the job");
            assertEquals(2, attempts(cluster, again), "attempts");
        }
    }

    private NodeProcess analyzer(Cluster cluster, String name) {
        return begin(cluster, "analyzer", name, TestCluster.freePorts(), IN_SEGMENTS)
                .awaitStarted();
    }

    private NodeProcess begin(Cluster cluster, String role, String name, int port, String segmentsAbove) {
        Map<String, String> own = new HashMap<>();
        own.put("cluster.port", Integer.toString(port));
        own.put("cluster.hosts", "127.0.0.1:" + firstPort);
        own.put("jobs.segment_samples", segmentsAbove);
        return cluster.begin(role, name, Launch.USUAL.withHeap(1_024), own);
    }

    private static UUID submitted(Client user) throws Exception {
        UUID id = UUID.randomUUID();
        Random random = new Random(5);
        String signal = IntStream.range(0, SAMPLES)
                .map(i -> beat(i % RATE_HZ) + random.nextInt(NOISE))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
        String body = "{\"id\":\"" + id + "\",\"sampling_rate\":" + RATE_HZ
                + ",\"gain\":200,\"analyzers\":[{\"name\":\"qrs\"}]" + ",\"leads\":[{\"name\":\"II\",\"signal\":["
                + signal + "]}]}";
        assertEquals(202, user.submit(body).statusCode());
        return id;
    }

    /** A narrow triangle once a second, which is no ECG and has beats to be found. */
    private static int beat(int sample) {
        return Math.max(0, 300 - 60 * Math.abs(sample - 100));
    }

    /** The one whose job it is, once answers of the other have come in. */
    private static NodeProcess holder(NodeProcess one, NodeProcess two) {
        double before = byOthers(one);
        double beforeTwo = byOthers(two);
        Awaitility.await("answers for segments")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> byOthers(one) > before || byOthers(two) > beforeTwo);
        return byOthers(one) > before ? one : two;
    }

    private static double byOthers(NodeProcess node) {
        return node.metric("ecg_segments_total", "by=\"bus\"");
    }

    private static double segmentsOf(NodeProcess node) {
        return byOthers(node) + node.metric("ecg_segments_total", "by=\"here\"");
    }

    private static boolean isOver(Client user, UUID ecg) throws Exception {
        return user.report(ecg).path("status").asText().equals("done");
    }

    private static JsonNode ended(Client user, UUID ecg) {
        Awaitility.await("the analysis of a long recording")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> isOver(user, ecg));
        try {
            return user.report(ecg).path("analyses").path("qrs").path("result");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long attempts(Cluster cluster, UUID ecg) {
        return cluster.database().number("SELECT attempts FROM job WHERE ecg_id = '" + ecg + "'");
    }
}
