package io.ecganalyzer.analysis.qrs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Cross-validation of the single-lead models. */
final class Experiment {
    static final int TREES1 = Integer.getInteger("trees1", 60);
    static final int TREES2 = Integer.getInteger("trees2", 150);
    static final int DEPTH = Integer.getInteger("depth", 5);

    static final boolean NO_CUDB = Boolean.getBoolean("nocudb");
    static final float LEAD1 = Float.parseFloat(System.getProperty("lead1", "0.3"));
    static final float MIXED = Float.parseFloat(System.getProperty("mixed", "0.3"));
    static final float BONUS = Float.parseFloat(System.getProperty("bonus", "0"));

    static int[] choose(Piece p, float[] logOdds) {
        float[] raised = logOdds.clone();
        for (int i = 0; i < raised.length; i++) {
            raised[i] += BONUS;
        }
        return SequenceChooser.choose(p.data.candidates().place(), raised);
    }

    public static void main(String[] args) throws Exception {
        Corpus corpus = new Corpus(Path.of(args[0]));
        List<Recording> recordings = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            recordings.addAll(corpus.database(args[i]));
        }
        int folds = Integer.parseInt(args[1]);
        Noise noise = new Noise(Path.of(args[0]));
        for (Recording clean : List.copyOf(recordings)) {
            if (clean.database().equals("mitdb")) {
                recordings.add(noise.mixed(clean, clean.name().hashCode()));
                if ("101 112 115 118 119 122 124 209 215 220".contains(clean.name())) {
                    recordings.add(noise.stress(clean, 6));
                    recordings.add(noise.stress(clean, 12));
                }
            }
        }
        recordings.addAll(noise.alone(5));
        long start = System.nanoTime();
        List<Piece> pieces = new ArrayList<>();
        for (Recording recording : recordings) {
            for (int lead = 0; lead < recording.leads().length; lead++) {
                pieces.addAll(Piece.of(recording, lead));
            }
        }
        int candidates = pieces.stream().mapToInt(p -> p.label.length).sum();
        System.out.printf("%d pieces, %d candidates, %.1f s%n", pieces.size(), candidates, (System.nanoTime() - start) / 1e9);
        report("thresholds", pieces, p -> FirstPass.beats(p.data.candidates()));
        float[][] rows = new float[pieces.size()][];
        IntStream.range(0, rows.length).forEach(i -> rows[i] = pieces.get(i).data.firstRows());
        float[][] logOdds = crossValidate(pieces, rows, folds, TREES1);
        report("first model", pieces, (p, i) -> choose(p, logOdds[i]));
        IntStream.range(0, rows.length).forEach(i -> rows[i] = pieces.get(i).data.nextRows(logOdds[i]));
        float[][] next = crossValidate(pieces, rows, folds, TREES2);
        report("second model", pieces, (p, i) -> choose(p, next[i]));
        for (float bonus : new float[] {-0.5f, 0.5f, 1f, 1.5f}) {
            report("second model, bonus " + bonus, pieces, (p, i) -> {
                float[] raised = next[i].clone();
                for (int c = 0; c < raised.length; c++) {
                    raised[c] += bonus;
                }
                return SequenceChooser.choose(p.data.candidates().place(), raised);
            });
        }
        System.out.printf("%.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    static int fold(Recording recording, int folds) {
        return Math.floorMod(new Random(recording.group().hashCode() * 7919L).nextInt(1000), folds);
    }

    static float[][] crossValidate(List<Piece> pieces, float[][] rows, int folds, int trees) {
        float[][] logOdds = new float[pieces.size()][];
        IntStream.range(0, folds).parallel().forEach(fold -> {
            BoostedTrees model = train(pieces, rows, p -> fold(p.recording, folds) != fold, trees, 17 + fold);
            for (int i = 0; i < rows.length; i++) {
                if (fold(pieces.get(i).recording, folds) == fold) {
                    logOdds[i] = LeadPiece.logOdds(model, rows[i]);
                }
            }
        });
        return logOdds;
    }

    static BoostedTrees train(
            List<Piece> pieces, float[][] rows, java.util.function.Predicate<Piece> use, int trees, long seed) {
        Random random = new Random(seed);
        List<float[]> x = new ArrayList<>();
        byte[] label = new byte[5_000_000];
        float[] weight = new float[label.length];
        for (int i = 0; i < rows.length; i++) {
            Piece piece = pieces.get(i);
            String database = piece.recording.database();
            boolean skip = database.startsWith("stress") || database.equals("nstdb") || database.equals("cudb") && NO_CUDB;
            float share = database.equals("svdb") || database.equals("qtdb") ? 0.4f : 1;
            if (skip || !use.test(piece) || random.nextFloat() > share) {
                continue;
            }
            float pieceWeight = database.equals("mitdb") && piece.lead == 1 ? LEAD1 : database.equals("mixed") ? MIXED : 1;
            for (int c = 0; c < piece.label.length; c++) {
                float w = pieceWeight * piece.weight[c];
                // Most small candidates teach nothing: one in four stands for all.
                boolean easy = piece.label[c] == 0 && rows[i][c * Features.COUNT] < 0.25f;
                if (w == 0 || easy && random.nextInt(4) > 0) {
                    continue;
                }
                label[x.size()] = piece.label[c];
                weight[x.size()] = easy ? 4 * w : w;
                x.add(Arrays.copyOfRange(rows[i], c * Features.COUNT, (c + 1) * Features.COUNT));
            }
        }
        return new BoostedTreesTrainer(x.toArray(float[][]::new), label, weight, seed)
                .train(trees, DEPTH, 0.15, 0.4, 0.6, seed);
    }

    interface Chooser {
        int[] choose(Piece piece, int index);
    }

    static void report(String title, List<Piece> pieces, java.util.function.Function<Piece, int[]> chooser) {
        report(title, pieces, (p, i) -> chooser.apply(p));
    }

    static void report(String title, List<Piece> pieces, Chooser chooser) {
        Map<String, List<Integer>> found = new HashMap<>();
        Map<String, Piece> one = new TreeMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            String key = piece.recording.database() + "/" + piece.recording.name() + "/" + piece.lead;
            found.computeIfAbsent(key, k -> new ArrayList<>()).addAll(piece.samples(chooser.choose(piece, i)));
            one.put(key, piece);
        }
        Map<String, Score> pooled = new TreeMap<>();
        StringBuilder worst = new StringBuilder();
        one.forEach((key, piece) -> {
            Score score = Score.of(piece.recording, piece.recording.beats()[piece.lead], found.get(key));
            String group = piece.recording.database() + " lead " + (piece.recording.leads().length > 2 ? "all" : piece.lead);
            pooled.computeIfAbsent(group, k -> new Score()).add(score);
            if (piece.recording.database().equals("ludb") && piece.lead == 1) {
                pooled.computeIfAbsent("ludb II", k -> new Score()).add(score);
            }
            if (score.errors() > 0.004 && piece.lead == 0 && score.falsePositive + score.missed() > 5) {
                worst.append(String.format("%s:%d+%d ", key, score.missed(), score.falsePositive));
            }
        });
        System.out.println("== " + title);
        pooled.forEach((group, score) -> System.out.printf("%-14s %s%n", group, score));
        System.out.println(worst);
        System.out.flush();
    }
}
