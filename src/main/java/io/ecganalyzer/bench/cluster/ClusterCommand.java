package io.ecganalyzer.bench.cluster;

import io.ecganalyzer.cli.CommandException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ecg bench cluster}: how throughput grows with processes, and what the loss of one costs. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a cluster of its own and measures it: completed analyses a second against analyzer processes, each limited to a"
                    + " share of a processor (by Linux control groups or, without the rights, by stopping and continuing it) and"
                    + " running an analyzer of a known cost; the round trip of the event bus between two processes; the time until"
                    + " the jobs of a process that is frozen, cut off (network namespaces of Linux, as root) or killed are done by"
                    + " another.",
            "The shares together, the API and the servers must fit on this machine, or nothing is measured but its size."
        })
public final class ClusterCommand implements Callable<Integer> {
    @Option(names = "--processes", split = ",", description = "Analyzer processes, growing (default: 1,2,4).")
    private List<Integer> processes = List.of(1, 2, 4);

    @Option(names = "--share", description = "Of one processor for each (default: ${DEFAULT-VALUE}).")
    private double share = 0.2;

    @Option(names = "--cost", description = "Processor time of an analysis in ms (default: ${DEFAULT-VALUE}).")
    private double cpuMillis = 40;

    @Option(names = "--warmup", description = "Seconds before each measurement (default: ${DEFAULT-VALUE}).")
    private int warmupSeconds = 3;

    @Option(names = "--seconds", description = "Seconds of each measurement (default: ${DEFAULT-VALUE}).")
    private int measuredSeconds = 14;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there.")
    private Optional<Path> jsonFile = Optional.empty();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        // The two of the failover are among those of the growth.
        int most =
                Math.max(2, processes.stream().mapToInt(Integer::intValue).max().orElse(2));
        try (BenchCluster cluster = new BenchCluster(most)) {
            Scaling scaling = new Scaling(processes, share, cpuMillis, warmupSeconds, measuredSeconds);
            JsonObject figures = scaling.measure(cluster, out);
            JsonObject roundTrip = RoundTrip.measure(cluster);
            out.printf(
                    Locale.ROOT,
                    "%nEvent bus between two processes, there and back: p50 %.0f us, p99 %.0f us.%n",
                    roundTrip.getDouble("p50_us"),
                    roundTrip.getDouble("p99_us"));
            figures.put("round_trip", roundTrip);
            figures.put("failover", failover(cluster, out));
            if (jsonFile.isPresent()) {
                Files.writeString(jsonFile.get(), figures.encodePrettily() + "\n");
            }
            return figures.getJsonObject("failover").getLong("lost") == 0 ? 0 : 1;
        } catch (IOException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private static JsonObject failover(BenchCluster cluster, PrintWriter out) throws IOException, InterruptedException {
        while (cluster.analyzers().size() > 2) {
            cluster.analyzers().remove(cluster.analyzers().size() - 1).close();
        }
        cluster.growTo(2);
        JsonObject failover = Failover.measure(cluster);
        out.printf(
                Locale.ROOT,
                "%n%d jobs of %.0f ms on two processes: %.1f s; one of them frozen: %.1f s; cut off: %s; killed: %.1f s. Lost: %d.%n",
                failover.getInteger("jobs"),
                failover.getDouble("cpu_ms_each"),
                failover.getDouble("undisturbed_s"),
                failover.getDouble("one_of_two_frozen_s"),
                failover.containsKey("one_of_two_cut_off_s")
                        ? String.format(Locale.ROOT, "%.1f s", failover.getDouble("one_of_two_cut_off_s"))
                        : "left out, " + failover.getString("cut_off_left_out"),
                failover.getDouble("one_of_two_killed_s"),
                failover.getLong("lost"));
        out.flush();
        return failover;
    }
}
