package io.ecganalyzer.analysis.rate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.format.WfdbAnnotation;
import io.ecganalyzer.format.WfdbAnnotations;
import io.ecganalyzer.format.WfdbRecordReader;
import io.ecganalyzer.testing.GivenBeats;
import io.ecganalyzer.testing.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * NN intervals by the rules against those of the reference, where both beats are annotated as normal: how far SDNN and RMSSD are off.
 * Writes the table of docs/accuracy-hrv.md to {@code target/ectopic-rules.md}. Records with atrial fibrillation, which has no sinus
 * rhythm to measure, and those with fewer than 100 NN intervals are left out.
 */
class NnOfRecordingsTest {
    private static final String NORMAL = "NLRje";

    @Test
    void theDefaultRuleComesNearestToTheReference() throws IOException {
        Map<EctopicRule, Tally> tallies = new EnumMap<>(EctopicRule.class);
        for (String database : List.of("mitdb", "svdb")) {
            for (Path record : Recordings.records(database)) {
                add(record, tallies);
            }
        }
        write(tallies);
        Tally chosen = tallies.get(EctopicRule.LOCAL_MEDIAN);
        assertTrue(chosen.records >= 35, () -> chosen.records + " records");
        assertTrue(chosen.sdnn() < 0.25 && chosen.rmssd() < 0.40, chosen::toString);
        tallies.values().forEach(other -> assertTrue(chosen.sdnn() <= other.sdnn() * 1.05, other::toString));
    }

    private static void add(Path record, Map<EctopicRule, Tally> tallies) throws IOException {
        WfdbAnnotations annotations = WfdbAnnotations.read(Path.of(record + ".atr"));
        if (annotations.onTheRecording().stream().anyMatch(mark -> mark.text().startsWith("(AFIB"))) {
            return;
        }
        List<WfdbAnnotation> beats = beats(annotations);
        double rateHz = WfdbRecordReader.read(record).toEcg().samplingRateHz().orElseThrow();
        RrIntervals intervals = RrIntervals.of(
                GivenBeats.at(
                        beats.stream().mapToInt(mark -> (int) mark.sample()).toArray()),
                rateHz);
        boolean[] normal = new boolean[intervals.count()];
        int count = 0;
        for (int i = 0; i < normal.length; i++) {
            normal[i] = isNormal(beats.get(i)) && isNormal(beats.get(i + 1));
            count += normal[i] ? 1 : 0;
        }
        if (count >= 100) {
            for (EctopicRule rule : EctopicRule.values()) {
                tallies.computeIfAbsent(rule, key -> new Tally()).add(rule, intervals, normal);
            }
        }
    }

    private static List<WfdbAnnotation> beats(WfdbAnnotations annotations) {
        List<WfdbAnnotation> beats = new ArrayList<>();
        for (WfdbAnnotation mark : annotations.onTheRecording()) {
            if (mark.isBeat() && (beats.isEmpty() || beats.get(beats.size() - 1).sample() < mark.sample())) {
                beats.add(mark);
            }
        }
        return beats;
    }

    private static boolean isNormal(WfdbAnnotation beat) {
        return NORMAL.contains(beat.type().orElseThrow().symbol());
    }

    private static void write(Map<EctopicRule, Tally> tallies) throws IOException {
        StringBuilder table =
                new StringBuilder("| rule | not NN, found | missed | NN taken for not | SDNN off by | RMSSD off by |\n"
                        + "|---|---|---|---|---|---|\n");
        tallies.forEach((rule, tally) -> table.append(String.format(
                "| `%s` | %,d | %,d | %,d | %.0f %% | %.0f %% |%n",
                rule.name().toLowerCase(Locale.ROOT),
                tally.found,
                tally.missed,
                tally.wrong,
                100 * tally.sdnn(),
                100 * tally.rmssd())));
        Files.writeString(Path.of("target/ectopic-rules.md"), table);
    }

    private static final class Tally {
        private int records;
        private int found;
        private int missed;
        private int wrong;
        private double sdnn;
        private double rmssd;

        void add(EctopicRule rule, RrIntervals intervals, boolean[] normal) {
            RrKind[] kinds = rule.classify(intervals);
            for (int i = 0; i < normal.length; i++) {
                boolean flagged = kinds[i] != RrKind.NORMAL;
                found += !normal[i] && flagged ? 1 : 0;
                missed += !normal[i] && !flagged ? 1 : 0;
                wrong += normal[i] && flagged ? 1 : 0;
            }
            RrIntervals ours = EctopicRule.normal(intervals, kinds);
            RrIntervals reference = intervals.only(normal);
            sdnn += Math.abs(Math.log(deviation(ours) / deviation(reference)));
            rmssd += Math.abs(Math.log(differences(ours) / differences(reference)));
            records++;
        }

        double sdnn() {
            return Math.expm1(sdnn / records);
        }

        double rmssd() {
            return Math.expm1(rmssd / records);
        }

        @Override
        public String toString() {
            return "SDNN off by " + sdnn() + ", RMSSD by " + rmssd();
        }

        private static double deviation(RrIntervals intervals) {
            double mean = 1000 * intervals.totalS() / intervals.count();
            double squares = 0;
            for (double ms : intervals.allMs()) {
                squares += (ms - mean) * (ms - mean);
            }
            return Math.sqrt(squares / (intervals.count() - 1));
        }

        private static double differences(RrIntervals intervals) {
            double squares = 0;
            int pairs = 0;
            for (int i = 1; i < intervals.count(); i++) {
                if (intervals.adjoins(i)) {
                    squares += Math.pow(intervals.ms(i) - intervals.ms(i - 1), 2);
                    pairs++;
                }
            }
            return Math.sqrt(squares / pairs);
        }
    }
}
