package io.ecganalyzer.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jgroups.Address;
import org.jgroups.View;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.ProtocolStack.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes whose memberships part and merge: what each knows of the others' subscriptions afterwards. */
final class MergeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ADDRESS = "heard.by.all";

    /** Who is together with whom, one cut after the other. */
    private static final List<List<List<Integer>>> CUTS = List.of(
            List.of(List.of(0), List.of(1), List.of(2)),
            List.of(List.of(0), List.of(1, 2)),
            List.of(List.of(0), List.of(1), List.of(2)),
            List.of(List.of(0, 2), List.of(1)),
            List.of(List.of(0, 1), List.of(2)),
            List.of(List.of(0), List.of(1), List.of(2)));

    private final TestCluster nodes = new TestCluster();
    private final List<TestCluster.Member> members = new ArrayList<>();
    private final List<DISCARD> cuts = new ArrayList<>();

    @BeforeEach
    void join() throws Exception {
        for (int i = 0; i < 3; i++) {
            TestCluster.Member member = nodes.join();
            TestCluster.result(member.vertx()
                    .eventBus()
                    .consumer(ADDRESS, message -> message.reply("heard"))
                    .completion());
            DISCARD cut = new DISCARD();
            member.cluster().channel().getProtocolStack().insertProtocol(cut, Position.ABOVE, TP.class);
            members.add(member);
            cuts.add(cut);
        }
    }

    @AfterEach
    void close() throws IOException {
        nodes.close();
    }

    @Test
    void afterEachMergeEveryNodeKnowsWhoListensAndWhere() throws Exception {
        for (List<List<Integer>> cut : CUTS) {
            part(cut);
            await("the members part: " + cut).atMost(PATIENCE).until(() -> areApart(cut));
            cuts.forEach(DISCARD::resetIgnoredMembers);
            await("the members merge: " + cut)
                    .atMost(PATIENCE)
                    .until(() -> members.stream()
                            .allMatch(each -> each.cluster().members().size() == members.size()));
            // A node whose whereabouts are not known fails the look.
            await("all see all: " + cut).atMost(PATIENCE).ignoreExceptions().untilAsserted(this::allSeeAll);
        }
    }

    private void part(List<List<Integer>> groups) {
        for (List<Integer> group : groups) {
            for (int node : group) {
                for (int other = 0; other < members.size(); other++) {
                    if (!group.contains(other)) {
                        cuts.get(node).addIgnoredMembers(address(other));
                    }
                }
            }
        }
        for (List<Integer> group : groups) {
            long next = 1
                    + group.stream()
                            .mapToLong(node -> members.get(node)
                                    .cluster()
                                    .channel()
                                    .getView()
                                    .getViewId()
                                    .getId())
                            .max()
                            .orElseThrow();
            Address[] those = group.stream().map(this::address).toArray(Address[]::new);
            for (int node : group) {
                members.get(node)
                        .cluster()
                        .channel()
                        .getProtocolStack()
                        .<GMS>findProtocol(GMS.class)
                        .installView(View.create(those[0], next, those));
            }
        }
    }

    private Address address(int node) {
        return members.get(node).cluster().channel().getAddress();
    }

    private boolean areApart(List<List<Integer>> groups) {
        return groups.stream()
                .allMatch(group -> group.stream()
                        .allMatch(node -> members.get(node).cluster().members().size() == group.size()));
    }

    private void allSeeAll() {
        Set<String> all =
                members.stream().map(each -> manager(each).getNodeId()).collect(Collectors.toSet());
        for (TestCluster.Member each : members) {
            assertEquals(new TreeSet<>(all), new TreeSet<>(listeners(each)), "listeners, as one node sees them");
            assertEquals(
                    members.size(),
                    all.stream().map(node -> info(each, node)).distinct().count());
        }
    }

    private static List<String> listeners(TestCluster.Member member) {
        Promise<List<RegistrationInfo>> found = Promise.promise();
        manager(member).getRegistrations(ADDRESS, found);
        return TestCluster.result(found.future()).stream()
                .map(RegistrationInfo::nodeId)
                .toList();
    }

    /** Where the node's event bus is. */
    private static String info(TestCluster.Member member, String node) {
        Promise<NodeInfo> found = Promise.promise();
        manager(member).getNodeInfo(node, found);
        return TestCluster.result(found.future()).toString();
    }

    private static ClusterManager manager(TestCluster.Member member) {
        return ((VertxInternal) member.vertx()).clusterManager();
    }
}
