package io.ecganalyzer.bench.cluster;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes until the jobs of a node that ended or froze are in other hands. Two nodes get as many jobs as both hold at once; one
 * of them is struck in the middle; what is beyond the work itself is the failover.
 */
final class Failover {
    /** What a node with one analyzer has in hand of them is more than a few, and the rest waits its turn. */
    private static final int JOBS = 8;

    private static final double COST_MILLIS = 400;

    private Failover() {}

    static JsonObject measure(BenchCluster cluster) throws IOException, InterruptedException {
        cluster.awaitAll();
        double undisturbed = run(cluster, () -> {});
        NodeProcess first = cluster.analyzers().get(0);
        double frozen = run(cluster, first::freeze);
        first.wake();
        NodeProcess second = cluster.analyzers().get(1);
        double killed = run(cluster, second::kill);
        cluster.analyzers().remove(second);
        return new JsonObject()
                .put("jobs", JOBS)
                .put("cpu_ms_each", COST_MILLIS)
                .put("undisturbed_s", undisturbed / 1e3)
                .put("one_of_two_killed_s", killed / 1e3)
                .put("one_of_two_frozen_s", frozen / 1e3)
                .put("lost", cluster.submitted() - cluster.ended());
    }

    private interface Blow {
        void strike() throws IOException, InterruptedException;
    }

    private static double run(BenchCluster cluster, Blow blow) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        cluster.submit(JOBS, COST_MILLIS);
        while (cluster.counts().running() < 2) {
            if (System.nanoTime() - begun > TimeUnit.MINUTES.toNanos(1)) {
                throw new IOException("no node began its work");
            }
            Thread.sleep(5);
        }
        blow.strike();
        return cluster.awaitAll();
    }
}
