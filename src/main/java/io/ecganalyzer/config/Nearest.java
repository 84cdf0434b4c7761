package io.ecganalyzer.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant. */
final class Nearest {
    /** A third of the letters wrong is still a slip; more is another word. */
    private static final int LETTERS_PER_SLIP = 3;

    private Nearest() {}

    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(each -> distance(word, each))
                        .thenComparing(each -> each))
                .filter(best -> distance(word, best) <= Math.max(2, word.length() / LETTERS_PER_SLIP));
    }

    /** Levenshtein's: how many letters to insert, leave out or replace. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
