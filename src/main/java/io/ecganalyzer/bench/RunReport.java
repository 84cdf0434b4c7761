package io.ecganalyzer.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** One run's figures, as a line of the table and as JSON. Latencies are in milliseconds. */
record RunReport(LoadRun.Plan plan, Recorder recorder, List<ProcessSampler.Sample> processes) {
    static final String HEADER = String.format(
            Locale.ROOT,
            "%-7s %-4s %8s %9s %10s  %-17s %9s %9s %9s %9s %7s %8s",
            "mode",
            "size",
            "clients",
            "rate/s",
            "complete/s",
            "latency of (ms)",
            "p50",
            "p90",
            "p99",
            "max",
            "errors",
            "wrong");

    double completedPerSecond() {
        return recorder.completedInAll() / (plan.measured().toMillis() / 1_000.0);
    }

    /** One line for each operation, the run's own columns on the first. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        if (recorder.latencies().isEmpty()) {
            lines.append(columns())
                    .append("  nothing was complete in the measured time: more --seconds")
                    .append(System.lineSeparator());
        }
        boolean first = true;
        for (Map.Entry<String, Histogram> operation : recorder.latencies().entrySet()) {
            Histogram latency = operation.getValue();
            lines.append(first ? columns() : " ".repeat(42))
                    .append(String.format(
                            Locale.ROOT,
                            "  %-17s %9.2f %9.2f %9.2f %9.2f",
                            operation.getKey(),
                            millis(latency, 50),
                            millis(latency, 90),
                            millis(latency, 99),
                            latency.getMaxValue() / 1e3));
            if (first) {
                lines.append(String.format(Locale.ROOT, " %7d %3d/%d", errors(), recorder.wrong(), recorder.checked()));
            }
            lines.append(System.lineSeparator());
            first = false;
        }
        recorder.errors()
                .forEach((kind, count) -> lines.append("        ")
                        .append(count)
                        .append(" x ")
                        .append(kind)
                        .append(System.lineSeparator()));
        return lines.append("        ").append(processLine()).toString();
    }

    JsonObject json() {
        JsonObject latencies = new JsonObject();
        recorder.latencies().forEach((operation, latency) -> latencies.put(operation, percentiles(latency)));
        JsonArray seconds = new JsonArray();
        recorder.bySecond().forEach(second -> seconds.add(percentiles(second)));
        return new JsonObject()
                .put("mode", plan.mode().name().toLowerCase(Locale.ROOT))
                .put("size", plan.size().name().toLowerCase(Locale.ROOT))
                .put("clients", plan.clients())
                .put("rate_per_second", plan.ratePerSecond())
                .put("warmup_seconds", plan.warmup().toMillis() / 1e3)
                .put("measured_seconds", plan.measured().toMillis() / 1e3)
                .put("completed", recorder.completedInAll())
                .put("completed_per_second", completedPerSecond())
                .put("latency_ms", latencies)
                .put("errors", new JsonObject(new TreeMap<>(recorder.errors())))
                .put("checked", recorder.checked())
                .put("wrong", recorder.wrong())
                .put("cores", new JsonObject(new TreeMap<>(mean(ProcessSampler.Sample::cores))))
                .put("cpu_ms_for_each", new JsonObject(new TreeMap<>(cpuMillisForEach())))
                .put("written_bytes_a_sample", writtenForEachSample())
                .put("resident_mib_highest", new JsonObject(new TreeMap<>(highestResident())))
                .put("by_second", seconds);
    }

    private String columns() {
        return String.format(
                Locale.ROOT,
                "%-7s %-4s %8s %9s %10.1f",
                plan.mode().name().toLowerCase(Locale.ROOT),
                plan.size().name().toLowerCase(Locale.ROOT),
                plan.ratePerSecond() > 0 ? "-" : plan.clients(),
                plan.ratePerSecond() > 0 ? String.format(Locale.ROOT, "%.0f", plan.ratePerSecond()) : "-",
                completedPerSecond());
    }

    private String processLine() {
        return "cores in use: " + line("%s %.2f", mean(ProcessSampler.Sample::cores))
                + "; CPU ms for each complete: " + line("%s %.3f", cpuMillisForEach())
                + "; highest resident MiB: " + line("%s %.0f", highestResident())
                + "; PostgreSQL wrote " + String.format(Locale.ROOT, "%.2f bytes a sample", writtenForEachSample());
    }

    private static String line(String format, Map<String, Double> values) {
        return values.entrySet().stream()
                .map(kind -> String.format(Locale.ROOT, format, kind.getKey(), kind.getValue()))
                .collect(Collectors.joining(", "));
    }

    private long errors() {
        return recorder.errors().values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<String, Double> cpuMillisForEach() {
        Map<String, Double> millis = new TreeMap<>();
        Map<String, Double> own = mean(ProcessSampler.Sample::cores);
        own.remove(ProcessSampler.OTHERS);
        own.forEach((kind, cores) -> millis.put(kind, 1e3 * cores / Math.max(1, completedPerSecond())));
        return millis;
    }

    /** To its files and its log, as the kernel saw it; 0 where nothing was submitted or the kernel does not tell. */
    private double writtenForEachSample() {
        double each = plan.size().samplesInAll() * Math.max(1, completedPerSecond());
        return plan.mode() == LoadRun.Mode.READ
                ? 0
                : mean(ProcessSampler.Sample::written).getOrDefault("postgres", 0.0) / each;
    }

    private Map<String, Double> mean(Function<ProcessSampler.Sample, Map<String, Double>> values) {
        Map<String, Double> sums = new TreeMap<>();
        processes.forEach(sample ->
                values.apply(sample).forEach((kind, value) -> sums.merge(kind, value / processes.size(), Double::sum)));
        return sums;
    }

    private Map<String, Double> highestResident() {
        Map<String, Double> highest = new TreeMap<>();
        processes.forEach(
                sample -> sample.residentMiB().forEach((kind, value) -> highest.merge(kind, value, Math::max)));
        return highest;
    }

    private static JsonObject percentiles(Histogram latency) {
        return new JsonObject()
                .put("count", latency.getTotalCount())
                .put("p50", millis(latency, 50))
                .put("p90", millis(latency, 90))
                .put("p99", millis(latency, 99))
                .put("p99_9", millis(latency, 99.9))
                .put("max", latency.getMaxValue() / 1e3);
    }

    static double millis(Histogram latency, double percentile) {
        return latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(percentile) / 1e3;
    }
}
