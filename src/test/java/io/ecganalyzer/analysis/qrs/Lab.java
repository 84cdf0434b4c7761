package io.ecganalyzer.analysis.qrs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Holds the recordings as pieces, and trains the models: those of fusion and flutter learn from what models that had not seen a
 * recording said of its leads.
 */
final class Lab {
    static final TrainingSet.Shape LEAD = new TrainingSet.Shape(180, 5, 0.08, 0.4, 0.6, direction());
    static final TrainingSet.Shape FUSION = new TrainingSet.Shape(60, 4, 0.15, 0.6, 0.7, new int[Fusion.COUNT]);
    static final TrainingSet.Shape FLUTTER =
            new TrainingSet.Shape(60, 4, 0.12, 0.6, 0.7, new int[FlutterFeatures.COUNT]);

    /** Beats unlike the prevailing one are few, and count more. */
    private static final float HARD = 1.5f;

    /** The feature that compares with the prevailing beat. */
    private static final int LIKENESS = 34;

    static final String STRESSED = "101 112 115 118 119 122 124 209 215 220";

    final int folds;
    final List<Recording> recordings = new ArrayList<>();
    private final java.util.TreeSet<String> groups = new java.util.TreeSet<>();
    final List<Piece> pieces = new ArrayList<>();
    /** Models that did not see a fold, and at the end the one that saw all. */
    final BoostedTrees[] leadModels;

    final BoostedTrees[] fusion;
    final BoostedTrees[] flutter;
    float[][] rows;
    float[][] odds;

    /** Height, likeness and time since the last beat speak for a beat; noise, higher neighbours and T waves against it. */
    private static int[] direction() {
        int[] direction = new int[Features.COUNT];
        for (int f : new int[] {0, 1, 25, 26, 31, 32, 33, 34, 35, 36, 40, 41}) {
            direction[f] = 1;
        }
        for (int f : new int[] {3, 8, 9, 10, 11, 12, 13, 37, 38}) {
            direction[f] = -1;
        }
        return direction;
    }

    /** Reads the databases and mixes noise into one of them; leaves one database out of training where it is named. */
    Lab(Path data, int folds, List<String> databases, boolean withNoise) throws IOException {
        this.folds = folds;
        this.leadModels = new BoostedTrees[folds + 1];
        this.fusion = new BoostedTrees[folds + 1];
        this.flutter = new BoostedTrees[folds + 1];
        Corpus corpus = new Corpus(data);
        for (String database : databases) {
            recordings.addAll(corpus.database(database));
        }
        if (withNoise) {
            addNoise(new Noise(data));
        }
        for (Recording recording : recordings) {
            groups.add(recording.group());
            for (int lead = 0; lead < recording.leads().length; lead++) {
                pieces.addAll(Piece.of(recording, lead));
            }
        }
    }

    private void addNoise(Noise noise) {
        for (Recording clean : List.copyOf(recordings)) {
            if (clean.database().equals("mitdb")) {
                recordings.add(firstLead(scaled(clean)));
                recordings.add(firstLead(noise.mixed(clean, clean.name().hashCode())));
                if (STRESSED.contains(clean.name())) {
                    recordings.add(noise.stress(clean, 12));
                    recordings.add(noise.stress(clean, 6));
                    recordings.add(noise.stress(clean, 0));
                }
            }
        }
        recordings.addAll(noise.alone(5));
    }

    /** The same beats, a sixth slower and wider or faster and narrower: more kinds of beats than the records hold. */
    private static Recording scaled(Recording clean) {
        double factor = clean.name().hashCode() % 2 == 0 ? 0.84 : 1.19;
        return new Recording(
                "scaled",
                clean.name(),
                clean.group(),
                clean.rateHz() * factor,
                clean.leads(),
                clean.beats(),
                clean.flutter(),
                clean.from(),
                clean.to());
    }

    private static Recording firstLead(Recording r) {
        return new Recording(
                r.database(),
                r.name(),
                r.group(),
                r.rateHz(),
                new int[][] {r.leads()[0]},
                new int[][] {r.beats()[0]},
                r.flutter(),
                r.from(),
                r.to());
    }

    /** Groups are dealt out in turn, so that every fold has its share of each database. */
    int fold(Recording recording) {
        return groups.headSet(recording.group()).size() % folds;
    }

    /** Trains the model of one lead, and judges every recording by a model that had not seen it. */
    void crossValidate() {
        rows = pieces.stream().map(piece -> piece.data.rows()).toArray(float[][]::new);
        odds = stage(rows, LEAD, leadModels);
    }

    private float[][] stage(float[][] rows, TrainingSet.Shape shape, BoostedTrees[] models) {
        TrainingSet set = set(rows);
        models[folds] = set.train(shape, -1, 17);
        float[][] odds = new float[pieces.size()][];
        IntStream.range(0, folds).parallel().forEach(fold -> {
            BoostedTrees model = set.train(shape, fold, 17 + fold);
            models[fold] = model;
            for (int i = 0; i < rows.length; i++) {
                if (fold(pieces.get(i).recording) == fold) {
                    odds[i] = LeadPiece.logOdds(model, rows[i]);
                }
            }
        });
        return odds;
    }

    /** What a model learns from. */
    TrainingSet set(float[][] rows) {
        Random random = new Random(11);
        TrainingSet set = new TrainingSet();
        for (int i = 0; i < rows.length; i++) {
            Piece piece = pieces.get(i);
            float pieceWeight = weight(piece.recording, piece.lead);
            // Much of these two databases is alike; a part of it teaches as much.
            boolean alike = piece.recording.database().matches("svdb|qtdb");
            if (pieceWeight == 0 || alike && random.nextInt(10) > 2) {
                continue;
            }
            for (int c = 0; c < piece.label.length; c++) {
                float[] row = Arrays.copyOfRange(rows[i], c * Features.COUNT, (c + 1) * Features.COUNT);
                boolean beat = piece.label[c] == 1;
                float w = pieceWeight * piece.weight[c] * (beat && row[LIKENESS] < 0.8f ? HARD : 1);
                // Most small candidates and most plain beats teach nothing: one of several stands for all.
                int oneOf = beat ? (row[0] > 0.6f && row[LIKENESS] > 0.9f ? 5 : 1) : row[0] < 0.25f ? 8 : 1;
                if (w > 0 && random.nextInt(oneOf) == 0) {
                    set.add(row, beat, oneOf * w, fold(piece.recording));
                }
            }
        }
        System.out.println(set.size() + " rows");
        return set;
    }

    private static float weight(Recording recording, int lead) {
        String database = recording.database();
        boolean second = lead == 1 && database.matches("mixed|scaled");
        if (second || database.startsWith("stress") || database.equals("nstdb")) {
            return 0;
        }
        // In many second leads of mitdb the beats cannot be seen at all.
        return database.equals("mitdb") && lead == 1 || database.equals("mixed") ? 0.3f : 1;
    }

    /** The recordings whose scores are shown. */
    List<Recording> shown() {
        return recordings.stream()
                .filter(r -> !r.database().matches("mixed|scaled"))
                .toList();
    }

    interface Chooser {
        int[] choose(Piece piece, int index);
    }

    /** Errors by database, and the worst recordings. */
    Map<String, Score> report(String title, Chooser chooser) {
        Map<String, List<Integer>> found = new TreeMap<>();
        Map<String, Piece> one = new TreeMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            String key = piece.recording.database() + "/" + piece.recording.name() + "/" + piece.lead;
            found.computeIfAbsent(key, k -> new ArrayList<>()).addAll(piece.samples(chooser.choose(piece, i)));
            one.put(key, piece);
        }
        Report report = new Report();
        one.forEach((key, piece) -> report.add(piece.recording, piece.lead, found.get(key)));
        report.print(title);
        return report.pooled;
    }

    /** The model that did not see a fold; that of the last place saw all. */
    QrsModel model(int fold) {
        return new QrsModel(leadModels[fold], fusion[fold], flutter[fold]);
    }

    /** Trains the model that joins leads, on what models that had not seen a recording said of its leads. */
    void trainFusion() {
        TrainingSet set = new TrainingSet();
        Random random = new Random(23);
        Map<String, List<Integer>> segments = new TreeMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.recording.leads().length > 1 && weight(piece.recording, 0) > 0) {
                String key = piece.recording.database() + piece.recording.name() + "/" + piece.segment.coreFrom();
                segments.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
            }
        }
        for (List<Integer> leads : segments.values()) {
            addFused(set, leads);
            for (int k = 0; k < 3 && leads.size() > 2; k++) {
                java.util.Collections.shuffle(leads, random);
                addFused(set, leads.subList(0, 2 + 2 * k));
            }
        }
        IntStream.rangeClosed(0, folds).parallel().forEach(f -> fusion[f] = set.train(FUSION, f == folds ? -1 : f, 31));
    }

    private void addFused(TrainingSet set, List<Integer> leads) {
        JudgedLead[] judged = leads.stream()
                .map(i -> new JudgedLead(pieces.get(i).data, odds[i]))
                .toArray(JudgedLead[]::new);
        Piece one = pieces.get(leads.get(0));
        Fusion joined = new Fusion(judged);
        float[] height = new float[joined.place().length];
        for (int g = 0; g < height.length; g++) {
            height[g] = joined.rows()[g * Fusion.COUNT] + 10;
        }
        byte[] label = new byte[height.length];
        float[] weight = new float[height.length];
        Piece.judge(one.recording, one.lead, one.segment, joined.place(), height, label, weight);
        for (int g = 0; g < height.length; g++) {
            if (weight[g] > 0) {
                float[] row = Arrays.copyOfRange(joined.rows(), g * Fusion.COUNT, (g + 1) * Fusion.COUNT);
                set.add(row, label[g] == 1, weight[g], fold(one.recording));
            }
        }
    }

    /** Trains the model of ventricular flutter; recordings with episodes come besides those with beats. */
    void trainFlutter(Path data) throws IOException {
        TrainingSet set = new TrainingSet();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            String database = piece.recording.database();
            if (database.matches("mitdb|cudb|qtdb|svdb|alone") || database.equals("mixed") && piece.lead == 0) {
                FlutterLab.label(
                        piece, odds[i], new int[0][], set, fold(piece.recording), database.equals("cudb") ? 1 : 2);
            }
        }
        List<int[][]> unclear = new ArrayList<>();
        List<Recording> vfdb = FlutterLab.vfdb(data, unclear);
        for (int r = 0; r < vfdb.size(); r++) {
            for (int lead = 0; lead < 2; lead++) {
                for (Piece piece : Piece.of(vfdb.get(r), lead)) {
                    JudgedLead judged = JudgedLead.of(piece.data, new QrsModel(leadModels[folds], null, null));
                    FlutterLab.label(piece, judged.logOdds(), unclear.get(r), set, fold(piece.recording), 1);
                }
            }
        }
        System.out.println(set.size() + " frames for flutter");
        IntStream.rangeClosed(0, folds)
                .parallel()
                .forEach(f -> flutter[f] = set.train(FLUTTER, f == folds ? -1 : f, 37));
    }
}
