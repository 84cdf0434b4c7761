package io.ecganalyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {
    @Test
    void numbersStandToTheRightAndTextsToTheLeft() {
        TextTable table =
                new TextTable("record", "beats", "lead").row("one", 9, "II").row("two", "1,000", "MLII");
        assertEquals("""
                  record  beats  lead
                  ──────  ─────  ────
                  one         9  II
                  two     1,000  MLII
                """, Printed.by(out -> table.print(out, "  ", 80)));
    }

    @Test
    void aHeadOfSeveralWordsStandsInOneLineWhereThereIsRoom() {
        TextTable table = new TextTable("name", "number\nof\nsamples").row("I", 5);
        assertEquals("""
                name  number of samples
                ────  ─────────────────
                I                     5
                """, Printed.by(out -> table.print(out, "", 80)));
        assertEquals(
                """
                       number
                           of
                name  samples
                ────  ───────
                I           5
                """,
                Printed.by(out ->
                        new TextTable("name", "number\nof\nsamples").row("I", 5).print(out, "", 20)));
    }

    @Test
    void columnsThatDoNotFitComeBelowWithTheFirstAgain() {
        TextTable table = new TextTable("name", "first", "second").row("V1", 1, 2);
        assertEquals("""
                name  first
                ────  ─────
                V1        1

                name  second
                ────  ──────
                V1         2
                """, Printed.by(out -> table.print(out, "", 14)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "72.1234, 72.12",
        "-0.31415926, -0.3142",
        "12345.678, 12346",
        "1e9, 1000000000",
        "0.00002, 0.00002",
        "0.0000001, 1.0e-07",
        "NaN, -",
        "Infinity, -",
        "2.5000, 2.5",
    })
    void numbersHaveFourDigitsThatCount(double value, String shown) {
        assertEquals(shown, Numbers.shown(value));
    }

    @Test
    void timesAndCountsReadWell() {
        assertEquals("12.5 ms", Numbers.seconds(12_500_000));
        assertEquals("2.3 s", Numbers.seconds(2_345_000_000L));
        assertEquals("1,234,567", Numbers.count(1_234_567));
        assertEquals("99.92", Numbers.percent(0.99918));
        assertEquals("-", Numbers.percent(Double.NaN));
    }

    @Test
    void progressIsALineThatChangesAndLeavesNothing() {
        String watched = Printed.by(out -> {
            try (Progress progress = new Progress(out, true)) {
                progress.bar(1, 2, "one");
            }
        });
        assertEquals(
                "\r" + ("\u2588".repeat(14) + "\u2591".repeat(14) + " 1/2  one" + " ".repeat(78)).substring(0, 78)
                        + "\r" + " ".repeat(78) + "\r",
                watched);
        assertEquals("", Printed.by(out -> {
            try (Progress progress = new Progress(out, false)) {
                progress.show("nobody watches");
            }
        }));
    }
}
