package io.ecganalyzer.analysis.qrs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Holds the recordings as pieces, and trains the models: those of the second look and of flutter learn from what models that had not
 * seen a recording said of its leads.
 */
final class Lab {
    private static final TrainingSet.Shape LEAD = new TrainingSet.Shape(3, 150, 4, 0.1, 0.4, 0.6, direction());
    private static final TrainingSet.Shape SECOND = new TrainingSet.Shape(3, 250, 4, 0.06, 0.5, 0.5, secondDirection());
    private static final TrainingSet.Shape FLUTTER =
            new TrainingSet.Shape(1, 60, 4, 0.12, 0.6, 0.7, new int[FlutterFeatures.COUNT]);

    /** Beats unlike the prevailing one are few, and count more. */
    private static final float HARD = 1.5f;

    /** The feature that compares with the prevailing beat. */
    private static final int LIKENESS = 34;

    /** The feature that says whether the beats before this look hold the candidate. */
    private static final int WAS_BEAT = 41;

    final Material material;
    final int folds;

    /** Of the draws of rows and features; 0 is that of the model that ships. */
    private final long seed;

    final List<Piece> pieces = new ArrayList<>();
    float[][] firstOdds;
    float[][] odds;

    /** Models that did not see a fold, and at the end the one that saw all. */
    private final BoostedTrees[] first;

    private final BoostedTrees[] second;
    private final BoostedTrees[] flutter;

    /** Height, likeness and time since the last beat speak for a beat; noise, higher neighbours and T waves against it. */
    private static int[] direction() {
        int[] direction = new int[Features.COUNT];
        for (int f : new int[] {0, 1, 25, 26, 31, 32, 33, 34, 35, 36, 40, WAS_BEAT}) {
            direction[f] = 1;
        }
        for (int f : new int[] {3, 8, 9, 10, 11, 12, 13, 37, 38}) {
            direction[f] = -1;
        }
        return direction;
    }

    /** The same, and what the first look said speaks for what it said. */
    private static int[] secondDirection() {
        int[] direction = Arrays.copyOf(direction(), SecondLook.COUNT);
        direction[WAS_BEAT] = 0;
        direction[Features.COUNT] = 1;
        return direction;
    }

    Lab(Path data, int folds, List<String> databases, long seed) throws IOException {
        this.folds = folds;
        this.seed = seed;
        this.first = new BoostedTrees[folds + 1];
        this.second = new BoostedTrees[folds + 1];
        this.flutter = new BoostedTrees[folds + 1];
        this.material = new Material(data, folds, databases);
        material.recordings().parallelStream()
                .map(recording -> IntStream.range(0, recording.leads().length)
                        .mapToObj(lead -> Piece.of(recording, lead))
                        .flatMap(List::stream)
                        .toList())
                .toList()
                .forEach(pieces::addAll);
    }

    private int fold(int piece) {
        return material.fold(pieces.get(piece).recording);
    }

    /** Trains the models of one lead, and judges every recording by models that had not seen it. */
    void crossValidate() {
        float[][] rows = pieces.parallelStream().map(piece -> piece.data.rows()).toArray(float[][]::new);
        train(firstSet(rows), LEAD, first, 17);
        firstOdds = new float[rows.length][];
        SecondLook[] looks = new SecondLook[rows.length];
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            firstOdds[i] = first[fold(i)].logOddsOfAll(rows[i], Features.COUNT);
            LeadPiece piece = pieces.get(i).data;
            looks[i] = new SecondLook(
                    piece,
                    firstOdds[i],
                    SequenceChooser.choose(piece.candidates().place(), firstOdds[i]));
        });
        train(secondSet(looks), SECOND, second, 19);
        odds = IntStream.range(0, looks.length)
                .parallel()
                .mapToObj(i -> SecondLook.judge(
                        new JudgedLead[] {new JudgedLead(pieces.get(i).data, firstOdds[i])}, second[fold(i)])[0])
                .toArray(float[][]::new);
    }

    private void train(TrainingSet set, TrainingSet.Shape shape, BoostedTrees[] models, long own) {
        System.out.println(set.size() + " rows");
        IntStream.rangeClosed(0, folds)
                .parallel()
                .forEach(fold -> models[fold] = set.train(shape, fold == folds ? -1 : fold, 1000 * seed + own + fold));
    }

    private TrainingSet firstSet(float[][] rows) {
        Random random = new Random(11);
        TrainingSet set = new TrainingSet();
        for (int i = 0; i < rows.length; i++) {
            Piece piece = pieces.get(i);
            float pieceWeight = weight(piece.recording, piece.lead);
            // Much of these two databases is alike; a part of it teaches as much.
            boolean alike = piece.recording.database().matches("svdb|qtdb");
            if (pieceWeight == 0 || alike && random.nextInt(10) > 4) {
                continue;
            }
            for (int c = 0; c < piece.label.length; c++) {
                float[] row = Arrays.copyOfRange(rows[i], c * Features.COUNT, (c + 1) * Features.COUNT);
                boolean beat = piece.label[c] == 1;
                float w = pieceWeight * piece.weight[c] * (beat && row[LIKENESS] < 0.8f ? HARD : 1);
                // Most small candidates and most plain beats teach nothing: one of several stands for all.
                int oneOf = beat ? (row[0] > 0.6f && row[LIKENESS] > 0.9f ? 5 : 1) : row[0] < 0.25f ? 8 : 1;
                if (w > 0 && random.nextInt(oneOf) == 0) {
                    set.add(row, beat, oneOf * w, fold(i));
                }
            }
        }
        return set;
    }

    private TrainingSet secondSet(SecondLook[] looks) {
        TrainingSet set = new TrainingSet();
        for (int i = 0; i < looks.length; i++) {
            Piece piece = pieces.get(i);
            float pieceWeight = weight(piece.recording, piece.lead);
            int[] open = looks[i].open();
            for (int k = 0; k < open.length; k++) {
                float w = pieceWeight * piece.weight[open[k]];
                if (w > 0) {
                    float[] row = Arrays.copyOfRange(looks[i].rows(), k * SecondLook.COUNT, (k + 1) * SecondLook.COUNT);
                    set.add(row, piece.label[open[k]] == 1, w, fold(i));
                }
            }
        }
        return set;
    }

    private static float weight(Recording recording, int lead) {
        String database = recording.database();
        if (database.startsWith("stress") || database.equals("nstdb")) {
            return 0;
        }
        if (database.equals("faded")) {
            // More of it, and every low blip in a pause is taken for a beat of a lost lead.
            return 0.12f;
        }
        // In many second leads of mitdb the beats cannot be seen at all.
        boolean doubtful = database.equals("mitdb") && lead == 1;
        return doubtful || database.matches("mixed|turned|turnedback|grafted|popped|dropped") ? 0.3f : 1;
    }

    /** The models that did not see a fold; those of the last place saw all. */
    QrsModel model(int fold) {
        return new QrsModel(first[fold].leftWhereClear(), second[fold], flutter[fold]);
    }

    /** Trains the model of ventricular flutter; recordings with episodes come besides those with beats. */
    void trainFlutter(Path data) throws IOException {
        TrainingSet set = new TrainingSet();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            String database = piece.recording.database();
            if (database.matches("mitdb|cudb|qtdb|svdb|alone") || database.equals("mixed") && piece.lead == 0) {
                FlutterLab.label(piece, odds[i], new int[0][], set, fold(i), database.equals("cudb") ? 1 : 2);
            }
        }
        List<int[][]> unclear = new ArrayList<>();
        List<Recording> vfdb = FlutterLab.vfdb(data, unclear);
        for (int r = 0; r < vfdb.size(); r++) {
            for (int lead = 0; lead < 2; lead++) {
                for (Piece piece : Piece.of(vfdb.get(r), lead)) {
                    JudgedLead judged = JudgedLead.of(new LeadPiece[] {piece.data}, model(folds))[0];
                    FlutterLab.label(piece, judged.logOdds(), unclear.get(r), set, material.fold(piece.recording), 1);
                }
            }
        }
        train(set, FLUTTER, flutter, 37);
    }
}
