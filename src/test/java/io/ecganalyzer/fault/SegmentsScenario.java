package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecganalyzer.bench.cluster.CpuShare;
import io.ecganalyzer.cluster.TestCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /**
     * Of a processor, for each node, so that there is a middle to be killed in, and nodes count and not the machine's cores. With a tenth, a
     * node is so busy with reading the signal that it may lose its lease of five seconds.
     */
    private static final double SHARE = 0.2;

    /** The first ones are the compiler's, and the machine may be busy with other things at any time. */
    private static final int RUNS = 4;

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
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("segments", SEGMENTS);
            assertEquals(whole, warmedUp(user), "the numbers of two nodes");
            Map<NodeProcess, Double> byOthersBefore = Map.of(first, byOthers(first), second, byOthers(second));
            Map<NodeProcess, Double> before = Map.of(first, segmentsOf(first), second, segmentsOf(second));
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
            double done = segmentsOf(holder) - before.get(holder);
            assertTrue(
                    done >= SEGMENTS && done <= SEGMENTS + MOST_IN_HAND,
                    () -> done + " segments were done, of " + SEGMENTS);

            figures.put("done_by_the_helper", byOthers(holder) - byOthersBefore.get(holder));
            figures.put("done_after_all", done);
            figures.put("seconds_with_the_helper_killed", tookMillis(cluster, ecg) / 1e3);

            NodeProcess third = analyzer(cluster, "third");
            assertEquals(whole, warmedUp(user), "the numbers of two other nodes");
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
            figures.put("seconds_with_the_holder_killed", tookMillis(cluster, again) / 1e3);
            FaultReport.add("nodes killed amid segments", figures);
        }
    }

    /** Each node with the same share of a processor, so that it is nodes that are counted and not the machine's cores. */
    @Test
    @WholeFormOnly
    void moreNodesEndItSooner() throws Exception {
        try (Cluster cluster = new Cluster(Map.of("cluster.enabled", "true", "analyzer.instances", "1"));
                Shares shares = new Shares()) {
            NodeProcess api =
                    begin(cluster, "api", "api", firstPort, IN_SEGMENTS).awaitStarted();
            Client user = Client.registered(api::api, "ada");
            Map<String, Object> seconds = new LinkedHashMap<>();
            JsonNode before = null;
            for (int nodes : new int[] {1, 2, 4}) {
                while (shares.count() < nodes) {
                    shares.limit(analyzer(cluster, "analyzer-" + shares.count()), SHARE);
                }
                double fastest = Double.MAX_VALUE;
                for (int run = 0; run < RUNS; run++) {
                    UUID ecg = submitted(user);
                    JsonNode result = ended(user, ecg);
                    assertTrue(before == null || before.equals(result), "the numbers on " + nodes + " nodes");
                    before = result;
                    fastest = Math.min(fastest, tookMillis(cluster, ecg) / 1e3);
                }
                seconds.put("seconds_on_" + nodes, fastest);
            }
            FaultReport.add("long recording in segments", seconds);
            // How much is told by docs/cluster.md; reading the signal, which every node does for itself, stays.
            assertTrue((double) seconds.get("seconds_on_4") < (double) seconds.get("seconds_on_1"), seconds::toString);
        }
    }

    private static long tookMillis(Cluster cluster, UUID ecg) {
        return cluster.database()
                .number("SELECT round(1000 * extract(epoch FROM finished_at - started_at))::bigint FROM job"
                        + " WHERE ecg_id = '" + ecg + "'");
    }

    /** The limits of all nodes together. */
    private static final class Shares implements AutoCloseable {
        private final Deque<CpuShare> shares = new ArrayDeque<>();

        void limit(NodeProcess node, double share) throws IOException {
            shares.push(CpuShare.of(node.pid(), share));
        }

        int count() {
            return shares.size();
        }

        @Override
        public void close() throws IOException {
            while (!shares.isEmpty()) {
                shares.pop().close();
            }
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

    /** Code that runs for the first time takes longer than the recording, where it has a tenth of a processor. */
    private static JsonNode warmedUp(Client user) throws Exception {
        return ended(user, submitted(user));
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
