package io.ecganalyzer.analysis.qrs;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Trains the model of the QRS detector and prints how it does on recordings that it did not see. Seeded: the same data give the
 * same model.
 *
 * <p>Arguments: the folder of the data, the model file to write (or {@code -}), and optionally databases, with commas between them, that
 * are left out of training and scored instead of the folds ({@code -} for none), and a seed other than 0.
 */
final class TrainQrs {
    private static final int FOLDS = 4;

    /** Enough for the second look to learn from a first that had not seen a recording. */
    private static final int FEWER_FOLDS = 2;

    private TrainQrs() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        List<String> databases = new ArrayList<>(List.of("mitdb", "svdb", "qtdb", "ludb", "cudb", "cpsc2021", "nstdb"));
        List<String> without = args.length > 2 && !args[2].equals("-") ? List.of(args[2].split(",")) : List.of();
        databases.removeAll(without);
        long seed = args.length > 3 ? Long.parseLong(args[3]) : 0;
        long start = System.nanoTime();
        Lab lab = new Lab(data, without.isEmpty() ? FOLDS : FEWER_FOLDS, databases, seed);
        System.out.printf("%d pieces, %.0f s%n", lab.pieces.size(), (System.nanoTime() - start) / 1e9);
        lab.crossValidate();
        lab.trainFlutter(data);
        System.out.printf("trained, %.0f s%n", (System.nanoTime() - start) / 1e9);
        if (!args[1].equals("-")) {
            try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(Path.of(args[1])))) {
                lab.model(lab.folds).write(out);
            }
            System.out.println(Files.size(Path.of(args[1])) + " bytes in " + args[1]);
        }
        if (without.isEmpty()) {
            List<Recording> shown = withStrips(lab.material.shown());
            whole("whole detector, folds unseen", lab, shown, false);
            whole("whole detector, tuned on the same", lab, shown, true);
            for (double seconds : new double[] {3, 5, 8, 12, 20}) {
                standstill(lab, seconds);
            }
        }
        for (String database : without) {
            whole(
                    "whole detector, " + database + " unseen",
                    lab,
                    withStrips(new Corpus(data).database(database)),
                    true);
        }
        List<int[][]> unclear = new ArrayList<>();
        flutter(lab, FlutterLab.vfdb(data, unclear), unclear, !without.isEmpty());
        System.out.printf("%.0f s%n", (System.nanoTime() - start) / 1e9);
    }

    /** The same with ten-second strips cut out of the long recordings with few doubtful references. */
    private static List<Recording> withStrips(List<Recording> recordings) {
        List<Recording> all = new ArrayList<>(recordings);
        recordings.stream()
                .filter(recording -> recording.database().matches("mitdb|svdb|qtdb"))
                .map(Variations::strips)
                .forEach(all::addAll);
        return all;
    }

    /** Runs the detector as it ships, with the model of the fold that a recording is in, or with the last one. */
    private static void whole(String title, Lab lab, List<Recording> recordings, boolean last) {
        Report report = new Report();
        List<List<Detection>> all = recordings.parallelStream()
                .map(r -> QrsStream.detect(r.leads(), r.rateHz(), lab.model(last ? lab.folds : lab.material.fold(r))))
                .toList();
        for (int r = 0; r < recordings.size(); r++) {
            Recording recording = recordings.get(r);
            for (int lead = 0; lead < recording.leads().length; lead++) {
                report.add(recording, lead, all.get(r).get(lead + 1).samples());
            }
            if (recording.leads().length > 1) {
                report.add(recording, -1, all.get(r).get(0).samples());
            }
        }
        report.print(title);
        episodes(recordings, all, Collections.nCopies(recordings.size(), new int[0][]));
    }

    /** Beats found where the heart stands still, by models that had not seen the recording. */
    private static void standstill(Lab lab, double seconds) {
        List<Recording> clean = lab.material.recordings().stream()
                .filter(recording -> recording.database().equals("mitdb") && recording.flutter().length == 0)
                .toList();
        int pauses = 0;
        int[] broken = new int[3];
        int[] falseBeats = new int[3];
        for (Recording recording : clean) {
            Standstill paused = Standstill.in(
                    recording, seconds, new Random(recording.name().hashCode()));
            List<Detection> found = QrsStream.detect(
                    paused.recording().leads(), recording.rateHz(), lab.model(lab.material.fold(recording)));
            pauses += paused.pauses().size();
            for (int track = 0; track < broken.length; track++) {
                broken[track] += paused.broken(found.get(track));
                falseBeats[track] += paused.falseBeats(found.get(track));
            }
        }
        System.out.printf(
                "standstill of %.0f s: of %d, %d with beats fused (%d beats), %d on the first lead (%d), %d on the second (%d)%n",
                seconds, pauses, broken[0], falseBeats[0], broken[1], falseBeats[1], broken[2], falseBeats[2]);
    }

    private static void flutter(Lab lab, List<Recording> recordings, List<int[][]> unclear, boolean last) {
        episodes(
                recordings,
                recordings.stream()
                        .map(r -> QrsStream.detect(
                                r.leads(), r.rateHz(), lab.model(last ? lab.folds : lab.material.fold(r))))
                        .toList(),
                unclear);
    }

    /** Seconds of flutter found and missed, and seconds called flutter that are not; of these those that training left out as unclear. */
    private static void episodes(List<Recording> recordings, List<List<Detection>> found, List<int[][]> unclear) {
        java.util.Map<String, double[]> seconds = new java.util.TreeMap<>();
        for (int r = 0; r < recordings.size(); r++) {
            Recording recording = recordings.get(r);
            double[] sum = seconds.computeIfAbsent(recording.database(), k -> new double[5]);
            int step = (int) (recording.rateHz() / 4);
            for (int i = 0; i < recording.leads()[0].length; i += step) {
                boolean truth = FlutterLab.in(recording.flutter(), i, 0);
                int at = i;
                boolean said =
                        found.get(r).get(0).flutter().stream().anyMatch(e -> at >= e.fromSample() && at < e.toSample());
                sum[(truth ? 2 : 0) + (said ? 1 : 0)] += 0.25;
                sum[4] += said && !truth && FlutterLab.in(unclear.get(r), i, 0) ? 0.25 : 0;
            }
        }
        seconds.forEach((database, s) -> System.out.printf(
                "%-10s flutter %.0f s found, %.0f s missed; %.0f s wrongly called so (%.0f s of them tachycardia, asystole or noise) of %.0f s%n",
                database, s[3], s[2], s[1], s[4], s[0] + s[1]));
    }
}
