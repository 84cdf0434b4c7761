package io.ecganalyzer.bench.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who reaches whom, tried from the places by the connections of a shell. */
class CutNetworkTest {
    private static final int PATIENCE_SECONDS = 2;

    private CutNetwork network;
    private ServerSocket here;

    @BeforeEach
    void make() throws Exception {
        CutNetwork.Made made = CutNetwork.make(2);
        assumeTrue(made.network().isPresent(), made.reason());
        network = made.network().orElseThrow();
        here = new ServerSocket(0, 50, network.here());
    }

    @AfterEach
    void end() throws Exception {
        if (network != null) {
            here.close();
            network.close();
        }
    }

    @Test
    void aPlaceReachesThisMachineUntilItIsCutOffAndAgainWhenItHeals() throws Exception {
        assertEquals(List.of(true, true), List.of(reachesHere(0), reachesHere(1)));
        network.cut(0);
        assertEquals(List.of(false, true), List.of(reachesHere(0), reachesHere(1)));
        network.heal(0);
        assertEquals(List.of(true, true), List.of(reachesHere(0), reachesHere(1)));
    }

    @Test
    void placesThatArePartedReachThisMachineAndNotEachOther() throws Exception {
        network.part();
        assertEquals(true, reachesHere(0));
        assertEquals(false, knowsNeighbour());
        network.join();
        assertEquals(true, knowsNeighbour());
    }

    private boolean reachesHere(int place) throws IOException, InterruptedException {
        return connects(place, network.here().getHostAddress(), here.getLocalPort()) == 0;
    }

    /** Nobody listens there: a refusal comes from there at once, and silence from nobody. */
    private boolean knowsNeighbour() throws IOException, InterruptedException {
        return connects(0, network.address(1).getHostAddress(), 9) == 1;
    }

    /** The exit code: 0 for connected, 1 for refused, another where it took too long. */
    private int connects(int place, String host, int port) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(network.prefix(place));
        command.addAll(List.of(
                "timeout", Integer.toString(PATIENCE_SECONDS), "bash", "-c", "exec 3<>/dev/tcp/" + host + "/" + port));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor(30, TimeUnit.SECONDS);
        return process.exitValue();
    }
}
