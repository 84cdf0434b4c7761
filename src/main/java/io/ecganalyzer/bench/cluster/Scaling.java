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
    /** For each process, done without a limit, so that it has loaded its classes and compiled its code before it is measured. */
    private static final int WARMUP_JOBS = 300;

    /** Of its share, that a process must have got for its rate to say anything. */
    private static final double GOT = 0.93;

    /** What was seen in one measurement. */
    private record Run(int processes, double perSecond, double cpuSecondsPerSecond) {}

    JsonObject measure(BenchCluster cluster, PrintWriter out) throws IOException, InterruptedException {
        out.printf(
                Locale.ROOT,
                "%nEach process has %.2f of a processor; an analysis costs %.0f ms of it.%n"
                        + "  processes  analyses/s  efficiency  processors used%n",
                share,
                cpuMillis);
        JsonArray runs = new JsonArray();
        JsonObject efficiency = new JsonObject();
        String means = "";
        boolean starved = false;
        double ofOne = 0;
        for (int count : processes) {
            cluster.awaitAll();
            warmUp(cluster, count);
            means = limit(cluster);
            Run run = run(cluster);
            unlimit(cluster);
            ofOne = ofOne == 0 ? run.perSecond() / count : ofOne;
            double ofLinear = run.perSecond() / count / ofOne;
            out.printf(
                    Locale.ROOT,
                    "  %9d  %10.2f  %10.3f  %15.2f%n",
                    count,
                    run.perSecond(),
                    ofLinear,
                    run.cpuSecondsPerSecond());
            out.flush();
            runs.add(new JsonObject()
                    .put("processes", count)
                    .put("per_second", run.perSecond())
                    .put("processors_used", run.cpuSecondsPerSecond()));
            efficiency.put(Integer.toString(count), Math.round(1000 * ofLinear) / 1e3);
            starved |= run.cpuSecondsPerSecond() < GOT * share * count;
        }
        out.printf(Locale.ROOT, "  Limited by %s.%n", means);
        if (starved) {
            out.println(
                    "  Some got less than their share: other work kept this machine busy, and the figures tell of that.");
        }
        return new JsonObject()
                .put("efficiency", efficiency)
                .put("scaling", runs)
                .put("share", share)
                .put("cpu_ms_each", cpuMillis)
                .put("limited_by", means)
                .put("all_got_their_share", !starved);
    }

    private static void warmUp(BenchCluster cluster, int count) throws IOException, InterruptedException {
        cluster.growTo(count);
        cluster.submit(WARMUP_JOBS * count, 1);
        cluster.awaitAll();
    }

    private String limit(BenchCluster cluster) throws IOException {
        String means = "";
        for (NodeProcess analyzer : cluster.analyzers()) {
            means = analyzer.limit(share);
        }
        return means;
    }

    private static void unlimit(BenchCluster cluster) throws IOException {
        for (NodeProcess analyzer : cluster.analyzers()) {
            analyzer.unlimit();
        }
    }

    private Run run(BenchCluster cluster) throws IOException, InterruptedException {
        int count = cluster.analyzers().size();
        // More than they can do in the time, and as many more as a broker hands out before their turn.
        int most = (int) Math.ceil(count * (share * 1000 / cpuMillis * (warmupSeconds + measuredSeconds) + 20));
        cluster.submit(most, cpuMillis);
        Thread.sleep(TimeUnit.SECONDS.toMillis(warmupSeconds));
        long endedBefore = cluster.ended();
        double usedBefore = used(cluster);
        long begun = System.nanoTime();
        Thread.sleep(TimeUnit.SECONDS.toMillis(measuredSeconds));
        long ended = cluster.ended();
        double seconds = (System.nanoTime() - begun) / 1e9;
        double used = used(cluster) - usedBefore;
        if (ended == cluster.submitted()) {
            throw new IOException("the jobs ran out before the measurement ended");
        }
        return new Run(count, (ended - endedBefore) / seconds, used / seconds);
    }

    private static double used(BenchCluster cluster) {
        return cluster.analyzers().stream()
                .mapToDouble(NodeProcess::usedSeconds)
                .sum();
    }
}
