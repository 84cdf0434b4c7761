package io.ecganalyzer.bench.cluster;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Completed analyses a second against analyzer processes, each with the same share of a processor.
 *
 * @param share of one processor for each process
 * @param cpuMillis what an analysis costs
 * @param warmupSeconds before each measurement
 * @param measuredSeconds of each
 */
record Scaling(List<Integer> processes, double share, double cpuMillis, int warmupSeconds, int measuredSeconds) {
    /** Done without a limit, so that each process has compiled its code before it is measured. */
    private static final int WARMUP_JOBS = 150;

    JsonObject measure(BenchCluster cluster, PrintWriter out) throws IOException, InterruptedException {
        out.printf(
                Locale.ROOT,
                "%nEach process has %.2f of a processor; an analysis costs %.0f ms of it.%n"
                        + "  processes  analyses/s  efficiency%n",
                share,
                cpuMillis);
        JsonArray runs = new JsonArray();
        JsonObject efficiency = new JsonObject();
        double ofOne = 0;
        for (int count : processes) {
            double perSecond = perSecond(cluster, count);
            if (ofOne == 0) {
                ofOne = perSecond / count;
            }
            double ofLinear = perSecond / count / ofOne;
            out.printf(Locale.ROOT, "  %9d  %10.2f  %10.3f%n", count, perSecond, ofLinear);
            out.flush();
            runs.add(new JsonObject().put("processes", count).put("per_second", perSecond));
            efficiency.put(Integer.toString(count), Math.round(1000 * ofLinear) / 1e3);
        }
        return new JsonObject().put("efficiency", efficiency).put("scaling", runs);
    }

    private double perSecond(BenchCluster cluster, int count) throws IOException, InterruptedException {
        cluster.awaitAll();
        while (cluster.analyzers().size() < count) {
            cluster.addAnalyzer();
        }
        for (NodeProcess analyzer : cluster.analyzers()) {
            analyzer.unlimit();
        }
        cluster.submit(WARMUP_JOBS * count, 1);
        cluster.awaitAll();
        int most = (int) Math.ceil(count * share * 1000 / cpuMillis * (warmupSeconds + measuredSeconds) * 1.3) + 20;
        for (NodeProcess analyzer : cluster.analyzers()) {
            if (!analyzer.limit(share)) {
                throw new IOException("this machine lets nobody limit a process's share of a processor (cgroups)");
            }
        }
        cluster.submit(most, cpuMillis);
        Thread.sleep(TimeUnit.SECONDS.toMillis(warmupSeconds));
        long endedBefore = cluster.ended();
        long begun = System.nanoTime();
        Thread.sleep(TimeUnit.SECONDS.toMillis(measuredSeconds));
        double seconds = (System.nanoTime() - begun) / 1e9;
        long ended = cluster.ended() - endedBefore;
        if (cluster.ended() == cluster.submitted()) {
            throw new IOException("the jobs ran out before the measurement ended");
        }
        for (NodeProcess analyzer : cluster.analyzers()) {
            analyzer.unlimit();
        }
        return ended / seconds;
    }
}
