package io.ecganalyzer.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The runs as one page with plots drawn in SVG; it asks no other host for anything. */
final class HtmlReport {
    private static final List<String> COLOURS =
            List.of("#1f6feb", "#d1242f", "#1a7f37", "#9a6700", "#8250df", "#57606a", "#bf3989");
    private static final int WIDTH = 520;
    private static final int HEIGHT = 180;
    private static final int LEFT = 64;
    private static final int BOTTOM = 26;

    private HtmlReport() {}

    static String of(String subtitle, List<RunReport> runs) {
        StringBuilder page = new StringBuilder("""
                <!doctype html><html lang="en"><meta charset="utf-8"><title>ECG Analyzer under load</title>
                <style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:1120px;padding:0 1rem;color:#1f2328}
                pre{background:#f6f8fa;padding:1rem;overflow:auto}svg{margin:.4rem}h2{margin-top:2rem}
                text{font:11px system-ui,sans-serif;fill:#57606a}</style><h1>ECG Analyzer under load</h1>
                """);
        page.append("<p>").append(escape(subtitle)).append("</p><pre>").append(escape(RunReport.HEADER));
        runs.forEach(run -> page.append('\n').append(escape(run.lines())));
        page.append("</pre>");
        runs.forEach(run -> page.append(section(run)));
        return page.append("</html>\n").toString();
    }

    private static String section(RunReport run) {
        LoadRun.Plan plan = run.plan();
        String load = plan.ratePerSecond() > 0
                ? String.format(Locale.ROOT, "%.0f arrivals a second", plan.ratePerSecond())
                : plan.clients() + " clients";
        Map<String, List<Double>> throughput = new LinkedHashMap<>();
        throughput.put(
                "complete",
                run.recorder().bySecond().stream()
                        .map(s -> (double) s.getTotalCount())
                        .toList());
        Map<String, List<Double>> latency = new LinkedHashMap<>();
        for (double percentile : new double[] {50, 90, 99}) {
            latency.put(
                    String.format(Locale.ROOT, "p%.0f", percentile),
                    run.recorder().bySecond().stream()
                            .map(s -> RunReport.millis(s, percentile))
                            .toList());
        }
        return "<h2>" + escape(plan.mode() + ", size " + plan.size() + ", " + load) + "</h2>"
                + plot("complete a second", throughput)
                + plot("latency by second, ms", latency)
                + plot("cores in use", byKind(run, ProcessSampler.Sample::cores))
                + plot("resident MiB", byKind(run, ProcessSampler.Sample::residentMiB));
    }

    private static Map<String, List<Double>> byKind(
            RunReport run, Function<ProcessSampler.Sample, Map<String, Double>> values) {
        Map<String, List<Double>> series = new TreeMap<>();
        run.processes()
                .forEach(sample ->
                        values.apply(sample).keySet().forEach(kind -> series.putIfAbsent(kind, new ArrayList<>())));
        run.processes()
                .forEach(sample -> series.forEach(
                        (kind, line) -> line.add(values.apply(sample).getOrDefault(kind, 0.0))));
        return series;
    }

    private static String plot(String title, Map<String, List<Double>> series) {
        double highest = series.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        highest = highest > 0 ? highest : 1;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\"><text x=\"%d\" y=\"12\">%s</text>",
                WIDTH,
                HEIGHT + 20,
                escape(title),
                LEFT,
                escape(title)));
        svg.append(axis(highest));
        int colour = 0;
        for (Map.Entry<String, List<Double>> line : series.entrySet()) {
            String stroke = COLOURS.get(colour % COLOURS.size());
            svg.append(polyline(line.getValue(), highest, stroke))
                    .append(String.format(
                            Locale.ROOT,
                            "<text x=\"%d\" y=\"%d\" style=\"fill:%s\">%s</text>",
                            LEFT + 110 + 85 * (colour % 5),
                            HEIGHT + 14,
                            stroke,
                            escape(line.getKey())));
            colour++;
        }
        return svg.append("</svg>").toString();
    }

    private static String axis(double highest) {
        StringBuilder axis = new StringBuilder();
        for (int i = 0; i <= 4; i++) {
            double y = yOf(highest * i / 4, highest);
            axis.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#d0d7de\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT,
                    WIDTH - 8,
                    y,
                    y,
                    LEFT - 6,
                    y + 4,
                    label(highest * i / 4)));
        }
        return axis + String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">seconds</text>", LEFT, HEIGHT + 14);
    }

    private static String polyline(List<Double> values, double highest, String stroke) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double x = LEFT + (WIDTH - 8.0 - LEFT) * (values.size() == 1 ? 0.5 : i / (values.size() - 1.0));
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, yOf(values.get(i), highest)));
        }
        return "<polyline fill=\"none\" stroke-width=\"1.6\" stroke=\"" + stroke + "\" points=\"" + points + "\"/>";
    }

    private static double yOf(double value, double highest) {
        return 20 + (HEIGHT - BOTTOM - 20) * (1 - value / highest);
    }

    private static String label(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
