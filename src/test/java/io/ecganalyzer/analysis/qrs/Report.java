package io.ecganalyzer.analysis.qrs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects scores by database and prints them with the worst recordings. */
final class Report {
    final Map<String, Score> pooled = new TreeMap<>();
    private final StringBuilder worst = new StringBuilder();

    void add(Recording recording, int lead, List<Integer> found) {
        int referenceLead = Math.max(0, lead);
        Score score = Score.of(recording, recording.beats()[referenceLead], found);
        String which = lead < 0 ? " fused" : recording.leads().length > 2 ? " all leads" : " lead " + lead;
        pooled.computeIfAbsent(recording.database() + which, k -> new Score()).add(score);
        if (recording.database().equals("ludb") && lead == 1) {
            pooled.computeIfAbsent("ludb lead II", k -> new Score()).add(score);
        }
        if (lead < 1 && (score.errors() > 0.004 && score.falsePositive + score.missed() > 5)) {
            worst.append(String.format(
                    "%s/%s:%d+%d ", recording.database(), recording.name(), score.missed(), score.falsePositive));
        }
    }

    void print(String title) {
        System.out.println("== " + title);
        pooled.forEach((group, score) -> System.out.printf("%-16s %s%n", group, score));
        System.out.println(worst);
        System.out.flush();
    }
}
