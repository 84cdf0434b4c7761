package io.ecganalyzer.bench.cluster;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * How long it takes until the jobs of a node that ended, froze or was cut off are done by another. Two nodes get as many jobs as both
 * hold at once; one of them is struck as soon as they have them. What is beyond the work itself is the failover.
 */
final class Failover {
    /** What a node with one analyzer has in hand of them is more than a few, and the rest waits its turn. */
    private static final int JOBS = 8;

    private static final double COST_MILLIS = 400;

    /** Of the processor time of all jobs, what a node has used that had a part in them. */
    private static final double PART = 0.25;

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final BenchCluster cluster;
    private final JsonObject figures = new JsonObject().put("jobs", JOBS).put("cpu_ms_each", COST_MILLIS);

    private Failover(BenchCluster cluster) {
        this.cluster = cluster;
    }

    /** Of exactly two analyzer nodes. */
    static JsonObject measure(BenchCluster cluster) throws IOException, InterruptedException {
        return new Failover(cluster).measure();
    }

    private JsonObject measure() throws IOException, InterruptedException {
        cluster.awaitAll();
        NodeProcess first = cluster.analyzers().get(0);
        NodeProcess second = cluster.analyzers().get(1);
        figures.put("undisturbed_s", untilBothWork().lastRunSeconds());
        figures.put("one_of_two_frozen_s", run(first::freeze));
        first.wake();
        figures.put("back_after_freeze_s", untilBothWork().seconds());
        if (cluster.places().network().isPresent()) {
            CutNetwork network = cluster.places().network().get();
            int place = first.place().number();
            figures.put("one_of_two_cut_off_s", run(() -> network.cut(place)));
            network.heal(place);
            figures.put("back_after_cut_s", untilBothWork().seconds());
        } else {
            figures.put("cut_off_left_out", cluster.places().reason());
        }
        figures.put("one_of_two_killed_s", run(second::kill));
        cluster.analyzers().remove(second);
        return figures.put("lost", cluster.submitted() - cluster.ended());
    }

    private interface Blow {
        void strike() throws IOException, InterruptedException;
    }

    /** The time from the blow until all is done. */
    private double run(Blow blow) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        cluster.submit(JOBS, COST_MILLIS);
        while (cluster.counts().queued() > 0) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IOException("nobody began the work");
            }
            Thread.sleep(5);
        }
        blow.strike();
        return cluster.awaitAll() / 1e3;
    }

    private record Back(double seconds, double lastRunSeconds) {}

    /** Gives them work until both have had a part in it. */
    private Back untilBothWork() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE_NANOS) {
            double tried = (System.nanoTime() - begun) / 1e9;
            List<Double> before =
                    cluster.analyzers().stream().map(NodeProcess::usedSeconds).toList();
            double taken = run(() -> {});
            double leastUsed = IntStream.range(0, before.size())
                    .mapToDouble(i -> cluster.analyzers().get(i).usedSeconds() - before.get(i))
                    .min()
                    .orElse(0);
            if (leastUsed > PART * JOBS * COST_MILLIS / 1e3) {
                return new Back(Math.round(10 * tried) / 10.0, taken);
            }
        }
        throw new IOException("a node that was away does not work again");
    }
}
