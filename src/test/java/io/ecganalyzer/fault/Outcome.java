package io.ecganalyzer.fault;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a scenario.
 *
 * @param lost accepted, and neither analysed nor failed when patience ended
 * @param moreThanOnce results that an ECG has more than once
 * @param longest from an acceptance to its end, as its user saw it
 * @param errors what the user saw that was no success, by kind
 * @param faults what is wrong with single ECGs
 * @param figures what else was measured
 */
record Outcome(
        String scenario,
        int submitted,
        int accepted,
        int analysed,
        int failed,
        int lost,
        long moreThanOnce,
        Duration longest,
        Map<String, Integer> errors,
        List<String> faults,
        Map<String, Object> figures) {
    Outcome(
            String scenario,
            int submitted,
            int accepted,
            int analysed,
            int failed,
            int lost,
            long moreThanOnce,
            Duration longest,
            Map<String, Integer> errors,
            List<String> faults) {
        this(
                scenario,
                submitted,
                accepted,
                analysed,
                failed,
                lost,
                moreThanOnce,
                longest,
                new TreeMap<>(errors),
                faults,
                new LinkedHashMap<>());
    }

    /** Adds a figure. */
    Outcome with(String name, Object value) {
        figures.put(name, value);
        return this;
    }

    /** Prints it, writes it to the report, and fails where the promise is broken. */
    void mustHold(int expectedToFail) {
        System.out.println(line());
        FaultReport.add(this);
        assertAll(
                scenario,
                () -> assertEquals(submitted, accepted, "accepted"),
                () -> assertEquals(0, lost, () -> "lost: " + faults),
                () -> assertEquals(0, moreThanOnce, "results more than once"),
                () -> assertEquals(expectedToFail, failed, "failed"),
                () -> assertEquals(List.of(), faults, "faults"));
    }

    private String line() {
        return String.format(
                Locale.ROOT,
                "FAULT %-44s submitted %5d  accepted %5d  analysed %5d  failed %3d  lost %d  more than once %d"
                        + "  longest %6.2f s  errors %s  %s",
                scenario,
                submitted,
                accepted,
                analysed,
                failed,
                lost,
                moreThanOnce,
                longest.toMillis() / 1e3,
                errors,
                figures);
    }
}
