package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecganalyzer.bench.cluster.CutNetwork;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** The network between the nodes is cut and heals, again and again, while ECGs come in. Needs Linux's network namespaces, so root. */
class PartitionScenario {
    private static final int API = 0;
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final double ECGS_A_SECOND = 6;
    private static final int ECGS_AFTER = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Who is cut off; from all, the servers too, or only each node from each other. */
    private enum Cut {
        NOBODY,
        EACH_FROM_EACH,
        FIRST_FROM_ALL,
        SECOND_FROM_ALL
    }

    private record Piece(Cut cut, int seconds) {}

    private static final List<Piece> PIECES = Form.isShort()
            ? List.of(
                    new Piece(Cut.EACH_FROM_EACH, 15),
                    new Piece(Cut.NOBODY, 5),
                    new Piece(Cut.FIRST_FROM_ALL, 15),
                    new Piece(Cut.NOBODY, 5))
            : List.of(
                    new Piece(Cut.EACH_FROM_EACH, 10),
                    new Piece(Cut.NOBODY, 10),
                    new Piece(Cut.EACH_FROM_EACH, 30),
                    new Piece(Cut.NOBODY, 10),
                    new Piece(Cut.FIRST_FROM_ALL, 10),
                    new Piece(Cut.NOBODY, 10),
                    new Piece(Cut.SECOND_FROM_ALL, 30),
                    new Piece(Cut.NOBODY, 10),
                    new Piece(Cut.EACH_FROM_EACH, 30),
                    new Piece(Cut.NOBODY, 30));

    @Test
    @WholeFormOnly
    void aNetworkThatIsCutAndHealsLosesNothingAndTheNodesFindTogether() throws Exception {
        CutNetwork.Made made = CutNetwork.make(3);
        assumeTrue(made.network().isPresent(), made.reason());
        try (CutNetwork network = made.network().orElseThrow();
                CutNodes nodes = new CutNodes(network)) {
            NodeProcess api = nodes.begin("api", API).awaitStarted();
            NodeProcess first = nodes.begin("analyzer", FIRST);
            NodeProcess second = nodes.begin("analyzer", SECOND);
            first.awaitStarted();
            second.awaitStarted();
            Client user = Client.registered(api::api, "ada");
            int count = (int)
                    (ECGS_A_SECOND * PIECES.stream().mapToInt(Piece::seconds).sum());
            try (Workload work = new Workload(
                            user, Submissions.forAnalyzers("zero_crossings", "qrs"), count, ECGS_A_SECOND, 4)
                    .begin()) {
                for (Piece piece : PIECES) {
                    cutFor(network, piece);
                }
                work.outcome("network cut and healed", PATIENCE, nodes.database())
                        .with(
                                "cuts",
                                PIECES.stream()
                                        .filter(piece -> piece.cut() != Cut.NOBODY)
                                        .count())
                        .mustHold(0);
            }
            isOneClusterAgain(nodes, api, List.of(first, second));
        }
    }

    /** The time of a cut is what is tried here. */
    private static void cutFor(CutNetwork network, Piece piece) throws IOException, InterruptedException {
        switch (piece.cut()) {
            case NOBODY -> {}
            case EACH_FROM_EACH -> network.part();
            case FIRST_FROM_ALL -> network.cut(FIRST);
            case SECOND_FROM_ALL -> network.cut(SECOND);
        }
        Thread.sleep(Duration.ofSeconds(piece.seconds()).toMillis());
        switch (piece.cut()) {
            case NOBODY -> {}
            case EACH_FROM_EACH -> network.join();
            case FIRST_FROM_ALL -> network.heal(FIRST);
            case SECOND_FROM_ALL -> network.heal(SECOND);
        }
    }

    private static void isOneClusterAgain(CutNodes nodes, NodeProcess api, List<NodeProcess> analyzers)
            throws IOException, InterruptedException {
        try (BusObserver observer = nodes.observer()) {
            eventually("all nodes and the observer are members").until(() -> observer.members() == 4);
            eventually("a relay of each node hears hints")
                    .until(() -> observer.nodesListeningTo("ecg.job.submitted") == 3);
            eventually("the API hears of progress").until(() -> observer.nodesListeningTo("ecg.progress") == 1);
            eventually("each analyzer takes segments").until(() -> observer.nodesListeningTo("ecg.segment") == 2);
        }
        eventually("the list of nodes is whole")
                .ignoreExceptions()
                .until(() -> nodesUp(Client.administrator(api::api)) == 3);
        List<Double> before = analyzers.stream().map(PartitionScenario::hints).toList();
        Client user = Client.registered(api::api, "grace");
        try (Workload work = new Workload(
                        user, Submissions.forAnalyzers("zero_crossings", "qrs"), ECGS_AFTER, ECGS_A_SECOND, 4)
                .begin()) {
            Outcome outcome = work.outcome("after the last cut", PATIENCE, nodes.database());
            outcome.mustHold(0);
            assertEquals(0, outcome.errors().size(), () -> "what clients saw: " + outcome.errors());
        }
        for (int i = 0; i < analyzers.size(); i++) {
            int each = i;
            eventually("hints of the API reach " + analyzers.get(i).name())
                    .until(() -> hints(analyzers.get(each)) > before.get(each));
        }
    }

    private static ConditionFactory eventually(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
    }

    private static long nodesUp(Client administrator) throws IOException, InterruptedException {
        JsonNode listed = administrator.read("/v1/admin/nodes").path("nodes");
        return StreamSupport.stream(listed.spliterator(), false)
                .filter(node -> node.path("status").asText().equals("up"))
                .count();
    }

    private static double hints(NodeProcess node) {
        return node.metric("ecg_relay_published_total", "by=\"hint\"");
    }
}
