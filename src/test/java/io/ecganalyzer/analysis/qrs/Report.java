package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.evaluation.BeatScore;
import java.util.Map;
import java.util.TreeMap;

/** Collects scores by database and prints them with the worst recordings. */
final class Report {
    private final Map<String, BeatScore> pooled = new TreeMap<>();
    private final StringBuilder worst = new StringBuilder();

    void add(Recording recording, int lead, int[] found) {
        BeatScore score = recording.score(Math.max(0, lead), found);
        String which = lead < 0 ? " fused" : recording.leads().length > 2 ? " all leads" : " lead " + lead;
        pooled.merge(recording.database() + which, score, BeatScore::plus);
        if (recording.database().equals("ludb") && lead == 1) {
            pooled.merge("ludb lead II", score, BeatScore::plus);
        }
        if (lead < 1 && (score.errorRate() > 0.004 && score.fp() + score.fn() > 5)) {
            worst.append(String.format("%s/%s:%d+%d ", recording.database(), recording.name(), score.fn(), score.fp()));
        }
    }

    void print(String title) {
        System.out.println("== " + title);
        pooled.forEach((group, score) -> System.out.printf(
                "%-16s %7d beats  FN %5d  FP %5d  errors %.3f %%  time error %.1f +- %.1f ms%n",
                group,
                score.beats(),
                score.fn(),
                score.fp(),
                100 * score.errorRate(),
                score.meanErrorMs(),
                score.sdErrorMs()));
        System.out.println(worst);
        System.out.flush();
    }
}
