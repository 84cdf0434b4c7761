package io.ecganalyzer.analysis.qrs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** The recordings that models learn from and are scored on: the databases, what is made of them, and noise alone. */
final class Material {
    /** Clean records into which the stress test mixes its noise. */
    private static final String STRESSED = "101 112 115 118 119 122 124 209 215 220";

    /** What is made of other recordings and only learned from. */
    private static final String MADE = "mixed|scaled|turned|turnedback|grafted|popped|faded|dropped";

    private static final int MOST_DONORS_A_PATIENT = 60;

    private final int folds;
    private final List<Recording> recordings = new ArrayList<>();
    private final TreeSet<String> groups = new TreeSet<>();

    Material(Path data, int folds, List<String> databases) throws IOException {
        this.folds = folds;
        Corpus corpus = new Corpus(data);
        for (String database : databases) {
            recordings.addAll(corpus.database(database));
        }
        Noise noise = new Noise(data);
        List<Recording> alone = noise.alone(5);
        recordings.forEach(recording -> groups.add(recording.group()));
        alone.forEach(recording -> groups.add(recording.group()));
        String noisy = databases.contains("mitdb") ? "mitdb" : "svdb";
        List<List<Variations.Donor>> donors = donors(corpus);
        for (Recording original : List.copyOf(recordings)) {
            int seed = original.name().hashCode();
            if (original.database().equals(noisy)) {
                recordings.add(noise.mixed(original, seed));
            }
            if (original.database().matches("mitdb|svdb|ludb")) {
                recordings.add(Variations.scaled(original));
                recordings.add(Variations.turned(original, 20 + new Random(seed).nextInt(30)));
                recordings.add(Variations.turned(original, -20 - new Random(seed).nextInt(30)));
                recordings.add(Variations.grafted(original, donors.get(fold(original)), seed));
                recordings.add(Artefacts.in(original, seed));
                recordings.add(LostContact.in(original, seed));
                recordings.add(MissingBeats.in(original, seed));
            }
            if (original.database().equals("mitdb") && STRESSED.contains(original.name())) {
                recordings.add(noise.stress(original, 12));
                recordings.add(noise.stress(original, 6));
                recordings.add(noise.stress(original, 0));
            }
        }
        recordings.addAll(alone);
    }

    /** Ventricular beats by the fold of their patient, so that none crosses from one fold into another; no patient outweighs the others. */
    private List<List<Variations.Donor>> donors(Corpus corpus) throws IOException {
        List<List<Variations.Donor>> donors = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            donors.add(new ArrayList<>());
        }
        for (Recording recording : recordings) {
            if (recording.database().matches("mitdb|svdb")) {
                List<Variations.Donor> own = Variations.donors(corpus, recording);
                Collections.shuffle(own, new Random(recording.name().hashCode()));
                donors.get(fold(recording)).addAll(own.subList(0, Math.min(MOST_DONORS_A_PATIENT, own.size())));
            }
        }
        return donors;
    }

    List<Recording> recordings() {
        return recordings;
    }

    /** Groups are dealt out in turn, so that every fold has its share of each database. */
    int fold(Recording recording) {
        return groups.headSet(recording.group()).size() % folds;
    }

    /** The recordings whose scores are shown. */
    List<Recording> shown() {
        return recordings.stream().filter(r -> !r.database().matches(MADE)).toList();
    }
}
