package io.ecganalyzer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecganalyzer.evaluation.BeatScore;
import io.ecganalyzer.evaluation.RecordScore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * The scores of an analyzer on some records, and of all their beats together.
 *
 * @param analyzer its name
 * @param version its version
 * @param records by record
 */
record EvaluationReport(String analyzer, String version, List<RecordScore> records) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    EvaluationReport {
        records = List.copyOf(records);
    }

    BeatScore pooled() {
        return records.stream().map(RecordScore::score).reduce(BeatScore.NONE, BeatScore::plus);
    }

    void print(PrintWriter out) {
        TextTable table = new TextTable(
                "record",
                "lead",
                "beats",
                "TP",
                "FN",
                "FP",
                "Se %",
                "PPV %",
                "F1 %",
                "errors %",
                "mean\nerror ms",
                "SD\nerror ms");
        records.forEach(r -> row(table, r.record(), r.leads(), r.score()));
        row(table, "pooled", records.size() == 1 ? "1 record" : records.size() + " records", pooled());
        out.println(analyzer + " " + version);
        table.print(out, "", Math.max(120, Progress.columns()));
        records.stream().filter(r -> !r.note().isEmpty()).forEach(r -> out.println(r.record() + ": " + r.note()));
        long nanos = records.stream().mapToLong(RecordScore::durationNanos).sum();
        out.println("Analysis took " + Numbers.seconds(nanos) + " of one core.");
    }

    private static void row(TextTable table, String record, String lead, BeatScore s) {
        table.row(
                record,
                lead,
                s.beats(),
                s.tp(),
                s.fn(),
                s.fp(),
                Numbers.percent(s.sensitivity()),
                Numbers.percent(s.ppv()),
                Numbers.percent(s.f1()),
                Numbers.percent(s.errorRate()),
                decimals(s.meanErrorMs(), 1, "-"),
                decimals(s.sdErrorMs(), 1, "-"));
    }

    /** Rates as fractions, null where there was nothing to count. */
    String json() throws IOException {
        ObjectNode root = JSON.createObjectNode().put("analyzer", analyzer).put("version", version);
        ArrayNode list = root.putArray("records");
        for (RecordScore r : records) {
            ObjectNode node = list.addObject().put("record", r.record()).put("lead", r.leads());
            put(node, r.score());
            node.put("duration_ms", r.durationNanos() / 1e6);
        }
        put(root.putObject("pooled"), pooled());
        return JSON.writeValueAsString(root) + "\n";
    }

    private static void put(ObjectNode node, BeatScore s) {
        node.put("beats", s.beats()).put("tp", s.tp()).put("fn", s.fn()).put("fp", s.fp());
        number(node, "sensitivity", s.sensitivity());
        number(node, "ppv", s.ppv());
        number(node, "f1", s.f1());
        number(node, "error_rate", s.errorRate());
        number(node, "mean_error_ms", s.meanErrorMs());
        number(node, "sd_error_ms", s.sdErrorMs());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isNaN(value)) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }

    /** Rates as fractions, empty where there was nothing to count; the last row is all beats together. */
    String csv() {
        StringBuilder text = new StringBuilder(
                "record,lead,beats,tp,fn,fp,sensitivity,ppv,f1,error_rate,mean_error_ms,sd_error_ms\n");
        records.forEach(r -> line(text, r.record(), r.leads(), r.score()));
        line(text, "pooled", "", pooled());
        return text.toString();
    }

    private static void line(StringBuilder text, String record, String lead, BeatScore s) {
        text.append(String.join(
                        ",",
                        quoted(record),
                        quoted(lead),
                        Long.toString(s.beats()),
                        Long.toString(s.tp()),
                        Long.toString(s.fn()),
                        Long.toString(s.fp()),
                        decimals(s.sensitivity(), 6, ""),
                        decimals(s.ppv(), 6, ""),
                        decimals(s.f1(), 6, ""),
                        decimals(s.errorRate(), 6, ""),
                        decimals(s.meanErrorMs(), 3, ""),
                        decimals(s.sdErrorMs(), 3, "")))
                .append('\n');
    }

    private static String quoted(String text) {
        return text.matches("[^\",\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static String decimals(double value, int decimals, String missing) {
        return Double.isNaN(value) ? missing : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
