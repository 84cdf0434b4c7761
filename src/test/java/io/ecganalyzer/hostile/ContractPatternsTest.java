package io.ecganalyzer.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.ContractCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No pattern of the contract takes long for any text: it is the contract's validator that strangers reach first. */
class ContractPatternsTest {
    private static final double MOST_MILLIS = 50;
    private static final int LENGTH = 50_000;
    private static final double NANOS_PER_MILLI = 1e6;

    @Test
    void eachPatternIsDoneWithAHostileTextWithin50Milliseconds() {
        Set<String> patterns = patterns(new ContractCheck().contract());
        assertTrue(patterns.size() >= 8, patterns::toString);
        double slowest = 0;
        for (String pattern : patterns) {
            Pattern compiled = Pattern.compile(pattern);
            for (String text : texts(pattern)) {
                double millis = best(compiled, text);
                slowest = Math.max(slowest, millis);
                assertTrue(
                        millis < MOST_MILLIS, () -> pattern + " took " + millis + " ms for " + text.substring(0, 20));
            }
        }
        System.err.printf(
                Locale.ROOT,
                "patterns: %d, the slowest text of %d characters took %.2f ms%n",
                patterns.size(),
                LENGTH,
                slowest);
    }

    /** Of three, so that a pause of the machine is not taken for one of the pattern. */
    private static double best(Pattern pattern, String text) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            pattern.matcher(text).find();
            best = Math.min(best, System.nanoTime() - began);
        }
        return best / NANOS_PER_MILLI;
    }

    /** Long runs of each character that the pattern may take, alone and in turns, that fail at their very end or do not. */
    private static List<String> texts(String pattern) {
        List<String> units = new ArrayList<>(List.of(
                "a",
                "A",
                "0",
                "-",
                "_",
                ".",
                "@",
                "+",
                "/",
                ":",
                " ",
                "\n",
                "T",
                "Z",
                "é",
                "\uD83D\uDE00",
                "\uD83D",
                "aA",
                "a0",
                "-0000",
                "0-",
                "a.",
                "a_",
                "00:00",
                ".0",
                "urn:",
                "#/",
                "0b6c7c9e-3b1f-"));
        pattern.chars().mapToObj(c -> Character.toString((char) c)).distinct().forEach(units::add);
        List<String> texts = new ArrayList<>();
        for (String unit : units) {
            String run = unit.repeat(LENGTH / unit.length());
            texts.add(run);
            texts.add(run + "\u0000");
            texts.add(run + "!");
            texts.add("2020-01-01T00:00:00." + run);
            texts.add("urn:ecg-analyzer:problem:" + run + "\n");
        }
        return texts;
    }

    private static Set<String> patterns(Object node) {
        Set<String> found = new TreeSet<>();
        if (node instanceof JsonObject object) {
            if (object.getValue("pattern") instanceof String pattern) {
                found.add(pattern);
            }
            object.forEach(member -> found.addAll(patterns(member.getValue())));
        } else if (node instanceof JsonArray array) {
            array.forEach(each -> found.addAll(patterns(each)));
        }
        return found;
    }
}
