package io.ecganalyzer.analysis.qrs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Frames labelled by the rhythm and flutter marks of the databases. */
final class FlutterLab {
    private FlutterLab() {}

    /** One recording's frames. */
    record Labelled(Recording recording, int lead, List<float[]> rows, List<Integer> frame, List<Byte> label) {}

    /** Recordings of vfdb with their flutter and fibrillation as episodes; ventricular tachycardia counts as neither. */
    static List<Recording> vfdb(Path data, List<int[][]> neither) throws IOException {
        List<Recording> all = new ArrayList<>();
        Path folder = data.resolve("vfdb");
        for (String name : Files.readAllLines(folder.resolve("RECORDS"))) {
            int[][] leads = Corpus.signals(folder.resolve(name + ".dat"), 212, 2);
            List<int[]> flutter = new ArrayList<>();
            List<int[]> unclear = new ArrayList<>();
            String rhythm = "";
            int begin = 0;
            List<Object[]> annotations = Corpus.annotations(folder.resolve(name + ".atr"));
            annotations.add(new Object[] {leads[0].length, 28, "(END"});
            for (Object[] annotation : annotations) {
                String aux = (String) annotation[2];
                if (!aux.startsWith("(")) {
                    continue;
                }
                if (rhythm.matches("\\((VFL|VF|VFIB).*")) {
                    flutter.add(new int[] {begin, (int) annotation[0]});
                } else if (rhythm.matches("\\((VT|ASYS|NOD|NOISE|HGEA|VER).*")) {
                    unclear.add(new int[] {begin, (int) annotation[0]});
                }
                rhythm = aux;
                begin = (int) annotation[0];
            }
            int[][] none = {{}, {}};
            all.add(new Recording(
                    "vfdb", name, "vfdb" + name, 250, leads, none, flutter.toArray(int[][]::new), 0, leads[0].length));
            neither.add(unclear.toArray(int[][]::new));
        }
        return all;
    }

    static boolean in(int[][] episodes, double sample, double margin) {
        for (int[] episode : episodes) {
            if (sample >= episode[0] - margin && sample < episode[1] + margin) {
                return true;
            }
        }
        return false;
    }

    /** Frames of a piece: 1 flutter, 0 none, -1 too near to an edge or unclear. */
    static void label(Piece piece, float[] logOdds, int[][] unclear, TrainingSet set, int fold, float weight) {
        JudgedLead lead = new JudgedLead(piece.data, logOdds);
        FlutterFeatures features = new FlutterFeatures(lead);
        Recording recording = piece.recording;
        double samples = FlutterFeatures.FRAME * recording.rateHz() / LeadSignal.RATE_HZ;
        for (int f = 0; f < features.frames(); f++) {
            double middle = (piece.segment.from() / (double) FlutterFeatures.FRAME + f + 0.5) * samples;
            boolean inside = in(recording.flutter(), middle, -recording.rateHz());
            boolean outside = !in(recording.flutter(), middle, 3 * recording.rateHz());
            if (!inside && !outside || in(unclear, middle, 0) || !features.isRestless(f)) {
                continue;
            }
            set.add(features.of(f), inside, weight, fold);
        }
    }
}
