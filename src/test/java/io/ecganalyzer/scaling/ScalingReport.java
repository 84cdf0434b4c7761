package io.ecganalyzer.scaling;

import io.ecganalyzer.scaling.Plot.Axis;
import io.ecganalyzer.scaling.Simulation.Seen;
import io.ecganalyzer.scaling.Simulation.Spread;
import io.ecganalyzer.scaling.Simulation.Station;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The tables and pictures of docs/scaling.md. */
final class ScalingReport {
    private static final long SEED = 20_260_101;
    private static final List<Double> DAYS = List.of(1e4, 1e6, 1e8);
    private static final List<String> DAY_NAMES = List.of("10 thousand", "1 million", "100 million");

    /** So many arrivals are simulated at a peak: the 99th percentile is then good to some percent. */
    private static final double ARRIVALS_AT_PEAK = 150_000;

    private static final double SIMULATED_DAY = 1e6;

    /** Of the largest day, and for the smallest, in times of the simulated one. */
    private static final double LARGEST = 100;

    /** As fast together as the work is to be: how many they are changes no backlog that matters. */
    private static final int SIMULATED_CORES = 8;

    private static final int SAMPLES = 288;
    private static final double HOUR = 3_600;

    private final Measured cost;
    private final Map<String, String> tables = new LinkedHashMap<>();
    private final Map<String, String> pictures = new LinkedHashMap<>();

    ScalingReport(Measured cost) {
        this.cost = cost;
        tables.put("costs", costs());
        tables.put("sizes", sizes());
        tables.put("peaks", peaks());
        tables.put("limits", limits());
        pictures.put("units.svg", units());
        queues();
    }

    /** Markdown by name. */
    Map<String, String> tables() {
        return tables;
    }

    /** SVG by file name. */
    Map<String, String> pictures() {
        return pictures;
    }

    private String costs() {
        return table(
                List.of("one ECG of 12 x 5,000 samples", "measured"),
                List.of(
                        List.of("processor time of the API's role", format("%.1f ms", cost.apiCpuMs())),
                        List.of(
                                "processor time of the analyzer's role, all analyzers",
                                format("%.0f ms", cost.analyzerCpuMs())),
                        List.of("processor time of PostgreSQL", format("%.1f ms", cost.databaseCpuMs())),
                        List.of("stored, with indexes and results", format("%.1f kB", cost.storedBytes() / 1e3)),
                        List.of("write-ahead log", format("%.1f kB", cost.logBytes() / 1e3)),
                        List.of(
                                "messages confirmed on one connection",
                                format("%,.0f a second", cost.publishedPerSecond()))));
    }

    private String sizes() {
        List<Sizing> sizes = sizings();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(
                "ECGs a second: mean, peak",
                sizes,
                s -> format("%.3g, %.3g", s.day().mean(), s.day().peak())));
        rows.add(row("API: cores, nodes of " + Sizing.API_CORES, sizes, s -> s.apiCores() + ", " + s.apiNodes()));
        rows.add(row(
                "analyzers: cores, nodes of " + Sizing.ANALYZER_CORES,
                sizes,
                s -> format("%,d, %,d", s.analyzerCores(), s.analyzerNodes())));
        rows.add(row("PostgreSQL: cores busy at the peak", sizes, s -> format("%.2g", s.databaseCores())));
        rows.add(row("PostgreSQL servers by processor", sizes, s -> format("%.2g", s.databaseServersByCpu())));
        rows.add(row("PostgreSQL servers by bytes written", sizes, s -> format("%.2g", s.databaseServersByWriting())));
        rows.add(row("PostgreSQL servers by a year's bytes", sizes, s -> format("%.2g", s.databaseServersByStorage())));
        rows.add(row("**PostgreSQL servers, split by owner**", sizes, s -> "**" + s.databaseServers() + "**"));
        rows.add(row("RabbitMQ queues", sizes, s -> s.queues() + ""));
        rows.add(row("storage a year", sizes, s -> bytes(s.bytesAYear())));
        rows.add(row("tables of a month", sizes, s -> bytes(s.bytesAMonth())));
        List<String> head = new ArrayList<>(List.of("a day"));
        head.addAll(DAY_NAMES);
        return table(head, rows);
    }

    /** What the formulas say of sizes, tried by simulation at the peak's rate. */
    private String peaks() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < DAYS.size(); i++) {
            Sizing size = sizings().get(i);
            double peak = size.day().peak();
            List<Station> stations = List.of(
                    new Station("API", size.apiNodes() * Sizing.API_CORES, size.apiSeconds(), Spread.EXPONENTIAL),
                    new Station(
                            "PostgreSQL",
                            size.databaseServers() * Sizing.DATABASE_CORES,
                            size.databaseSeconds(),
                            Spread.EXPONENTIAL),
                    new Station(
                            "analyzers",
                            size.analyzerNodes() * Sizing.ANALYZER_CORES,
                            size.analyzerSeconds(),
                            Spread.EXPONENTIAL));
            for (Seen seen : Simulation.run(stations, at -> peak, peak, ARRIVALS_AT_PEAK / peak, 1, SEED)) {
                rows.add(List.of(
                        DAY_NAMES.get(i),
                        seen.name(),
                        format("%.0f %%", 100 * seen.busy()),
                        format("%.1f ms", 1e3 * seen.wait99()),
                        format("%.2g", seen.meanQueue()),
                        seen.longestQueue() + ""));
            }
        }
        return table(List.of("a day", "station", "busy", "99 % wait less than", "queue, mean", "longest"), rows);
    }

    /** Where one of each part ends, the first first. */
    private String limits() {
        record Limit(String part, double day, String then) {}
        Sizing one = new Sizing(new Day(1), cost);
        List<Limit> limits = new ArrayList<>(List.of(
                new Limit(
                        "one analyzer node, " + Sizing.ANALYZER_CORES + " cores",
                        Sizing.dayOf(Sizing.ANALYZER_CORES / one.analyzerSeconds()),
                        "more nodes"),
                new Limit(
                        "one API node, " + Sizing.API_CORES + " cores",
                        Sizing.dayOf(Sizing.API_CORES / one.apiSeconds()),
                        "more nodes behind the balancer"),
                new Limit(
                        "PostgreSQL's processor, 60 % of " + Sizing.DATABASE_CORES + " cores",
                        Sizing.dayOf(Sizing.DATABASE_CORES * Sizing.DATABASE_SHARE / one.databaseSeconds()),
                        "split by owner over several servers"),
                new Limit(
                        "PostgreSQL's writing, 500 MB/s",
                        Sizing.dayOf(Sizing.DATABASE_BYTES_PER_SECOND / (cost.storedBytes() + cost.logBytes())),
                        "split by owner over several servers"),
                new Limit(
                        "PostgreSQL's disk, 60 TB, a year kept",
                        Sizing.DATABASE_BYTES / one.bytesAYear(),
                        "shorter retention, or split by owner"),
                new Limit(
                        "a month's tables, 10 TB",
                        Sizing.MONTH_BYTES / one.bytesAMonth(),
                        "tables of days, by the same keys"),
                new Limit(
                        "one RabbitMQ queue",
                        Sizing.dayOf(cost.publishedPerSecond()),
                        "several queues behind a consistent-hash exchange")));
        limits.sort(Comparator.comparingDouble(Limit::day));
        return table(
                List.of("used up", "at ECGs a day", "then"),
                limits.stream()
                        .map(l -> List.of(l.part(), count(l.day()), l.then()))
                        .toList());
    }

    /** A day of a million, with analyzers for less than the peak. */
    private void queues() {
        Day day = new Day(SIMULATED_DAY);
        Axis hours = new Axis(
                "hour of the day",
                0,
                24,
                false,
                List.of(0.0, 6.0, 12.0, 18.0, 24.0),
                List.of("0", "6", "12", "18", "24"));
        Axis depth = new Axis(
                "ECGs that wait",
                1,
                1e6,
                true,
                List.of(1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6),
                List.of("1", "10", "100", "1,000", "10,000", "100,000", "1,000,000"));
        Plot plot = new Plot("A day of a million ECGs, with fewer analyzers than its peak needs", hours, depth);
        List<List<String>> rows = new ArrayList<>();
        for (double times : List.of(1.25, 2.0, 3.0, 5.5)) {
            double seconds = SIMULATED_CORES / (times * day.mean());
            Seen seen = Simulation.run(
                            List.of(new Station("analyzers", SIMULATED_CORES, seconds, Spread.NONE)),
                            day::rate,
                            day.peak(),
                            Day.SECONDS,
                            SAMPLES,
                            SEED)
                    .get(0);
            int[] at = seen.queueAt();
            plot.line(
                    format("%.3g x the mean", times),
                    IntStream.range(0, SAMPLES)
                            .mapToDouble(i -> (i + 0.5) * 24 / SAMPLES)
                            .toArray(),
                    Arrays.stream(at).mapToDouble(n -> n).toArray());
            long behind = Arrays.stream(at).filter(n -> n > SIMULATED_CORES).count();
            double cores = Math.ceil(times * LARGEST * day.mean() * cost.analyzerCpuMs() / 1e3);
            rows.add(List.of(
                    format("%.3g", times),
                    format("%,.0f", cores),
                    format("%,.0f", seen.longestQueue() / LARGEST),
                    format("%,d", seen.longestQueue()),
                    format("%,.0f", seen.longestQueue() * LARGEST),
                    format("%.1f h", behind * Day.SECONDS / SAMPLES / HOUR),
                    duration(seen.wait99())));
        }
        pictures.put("queue.svg", plot.svg());
        tables.put(
                "queues",
                table(
                        List.of(
                                "cores, in times of the mean",
                                "cores at 100 million",
                                "longest queue at 10 thousand",
                                "at a million",
                                "at 100 million",
                                "behind for",
                                "99 % wait less than"),
                        rows));
    }

    private String units() {
        Axis ecgs = new Axis(
                "ECGs a day",
                1e4,
                1e8,
                true,
                List.of(1e4, 1e5, 1e6, 1e7, 1e8),
                List.of("10 thousand", "100 thousand", "1 million", "10 million", "100 million"));
        Axis units = new Axis(
                "units at the peak", 1, 1e3, true, List.of(1.0, 10.0, 100.0, 1e3), List.of("1", "10", "100", "1,000"));
        double[] x = IntStream.rangeClosed(0, 40)
                .mapToDouble(i -> StrictMath.pow(10, 4 + i / 10.0))
                .toArray();
        Plot plot = new Plot("What ECGs a day take", ecgs, units);
        plot.line("analyzer nodes, 8 cores", x, each(x, Sizing::analyzerNodes));
        plot.line("API nodes, 2 cores", x, each(x, Sizing::apiNodes));
        plot.line("PostgreSQL servers", x, each(x, Sizing::databaseServers));
        plot.line("RabbitMQ queues", x, each(x, Sizing::queues));
        return plot.svg();
    }

    private interface Count {
        double of(Sizing sizing);
    }

    private interface Cell {
        String of(Sizing sizing);
    }

    private double[] each(double[] days, Count count) {
        return Arrays.stream(days)
                .map(day -> count.of(new Sizing(new Day(day), cost)))
                .toArray();
    }

    private List<Sizing> sizings() {
        return DAYS.stream().map(ecgs -> new Sizing(new Day(ecgs), cost)).toList();
    }

    private static List<String> row(String name, List<Sizing> sizes, Cell cell) {
        List<String> row = new ArrayList<>(List.of(name));
        sizes.forEach(size -> row.add(cell.of(size)));
        return row;
    }

    private static String table(List<String> head, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(line(head))
                .append("|")
                .append("---|".repeat(head.size()))
                .append('\n');
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String count(double value) {
        return value >= 1e6 ? format("%.3g million", value / 1e6) : format("%,.0f thousand", value / 1e3);
    }

    private static String bytes(double value) {
        return value >= 1e15
                ? format("%.2f PB", value / 1e15)
                : value >= 1e12 ? format("%.1f TB", value / 1e12) : format("%.0f GB", value / 1e9);
    }

    private static String duration(double seconds) {
        return seconds >= HOUR ? format("%.1f h", seconds / HOUR) : format("%.2g s", seconds);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
