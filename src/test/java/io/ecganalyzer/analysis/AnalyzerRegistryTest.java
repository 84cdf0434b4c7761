package io.ecganalyzer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.analysis.InvalidChoiceException.Fault;
import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyzerRegistryTest {
    private static final Ecg PLAIN =
            new Ecg(OptionalDouble.empty(), List.of(new Lead("II", new int[] {1, 2}, Optional.empty())));
    private static final Ecg KNOWN = new Ecg(
            OptionalDouble.of(500), List.of(new Lead("II", new int[] {1, 2}, Optional.of(new Calibration(200, 0)))));

    @Test
    void twoAnalyzersOfOneNameAreRefused() {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> new AnalyzerRegistry(List.of(new Probe("beats"), new Probe("beats"))));
        assertTrue(refused.getMessage().contains("two analyzers are named \"beats\""), refused.getMessage());
    }

    @Test
    void analyzersThatWaitForEachOtherAreRefused() {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> new AnalyzerRegistry(List.of(
                        new Probe("rate").after("variability"),
                        new Probe("variability").after("beats"),
                        new Probe("beats").after("rate"))));
        assertEquals(
                "analyzers wait for each other: beats after rate after variability after beats", refused.getMessage());
    }

    @Test
    void aDefaultThatIsNotAllowedIsRefused() {
        var parameter = new Parameter("policy", "which", "none", List.of("some"), Optional.empty());
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnalyzerRegistry(List.of(new Probe("beats").with(parameter))));
    }

    @Test
    void anInterruptEndsARunAndIsNoDefect() throws Exception {
        AnalyzerRegistry registry = AnalyzerRegistry.load();
        int[] hour = new java.util.Random(1).ints(250 * 3600, -500, 500).toArray();
        Ecg ecg = new Ecg(OptionalDouble.of(250), List.of(new Lead("II", hour, Optional.empty())));
        for (String analyzer : List.of("qrs", "signal_quality", "zero_crossings")) {
            Selection selection = registry.select(List.of(new AnalyzerChoice(analyzer)));
            Thread.currentThread().interrupt();
            assertThrows(AnalysisInterruptedException.class, () -> registry.run(ecg, selection), analyzer);
            assertTrue(Thread.interrupted(), "the thread stays interrupted");
            // An interrupt while an analyzer runs is seen by its own loops.
            assertThrows(
                    AnalysisInterruptedException.class,
                    () -> registry.run(ecg, registry.select(List.of()), name -> {
                        if (name.equals("qrs")) {
                            Thread.currentThread().interrupt();
                        }
                    }));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void noChoiceMeansAllAndEachRunsAfterThoseItReads() throws Exception {
        var registry = new AnalyzerRegistry(
                List.of(new Probe("a_rate").after("beats", "not_there"), new Probe("beats"), new Probe("crossings")));

        List<Analysis> analyses = registry.run(PLAIN, registry.select(List.of()));

        assertEquals(
                List.of("beats", "a_rate", "crossings"),
                analyses.stream().map(Analysis::analyzer).toList());
        assertEquals(Optional.of(new Seen(Set.of("beats"))), analyses.get(1).result());
    }

    @Test
    void whatAChosenAnalyzerReadsRunsUnreported() throws Exception {
        var registry = new AnalyzerRegistry(
                List.of(new Probe("variability").after("rate"), new Probe("rate").after("beats"), new Probe("beats")));

        Selection selection = registry.select(List.of(new AnalyzerChoice("variability")));
        List<Analysis> analyses = registry.run(PLAIN, selection);

        assertEquals(List.of(new AnalyzerChoice("variability")), selection.choices());
        assertEquals(1, analyses.size());
        assertEquals(Optional.of(new Seen(Set.of("rate"))), analyses.get(0).result());
    }

    @Test
    void aMissingNeedIsAReasonAndNotAnError() throws Exception {
        var registry = new AnalyzerRegistry(List.of(
                new Probe("rate").needs(Need.SAMPLING_RATE),
                new Probe("volts").needs(Need.GAIN),
                new Probe("waits").after("rate")));

        List<Analysis> analyses = registry.run(PLAIN, registry.select(List.of()));

        assertEquals(
                Optional.of("needs the sampling rate, which this ECG does not have"),
                analyses.get(0).skipped());
        assertEquals(
                Optional.of("needs the gain of every lead, which lead II does not have"),
                analyses.get(1).skipped());
        assertEquals(Optional.of(new Seen(Set.of())), analyses.get(2).result());
        assertTrue(registry.run(KNOWN, registry.select(List.of())).stream()
                .allMatch(analysis -> analysis.result().isPresent()));
    }

    @Test
    void anEcgThatCannotBeMeasuredIsAReasonAndADefectIsNot() throws Exception {
        var tooShort =
                new AnalyzerRegistry(List.of(new Probe("rate").fails(new AnalysisException("fewer than two beats"))));
        Analysis analysis = tooShort.run(PLAIN, tooShort.select(List.of())).get(0);
        assertEquals(Optional.of("fewer than two beats"), analysis.skipped());
        assertTrue(analysis.result().isEmpty());

        var broken = new AnalyzerRegistry(List.of(new Probe("rate").fails(new IllegalStateException("a defect"))));
        Selection selection = broken.select(List.of());
        AnalyzerDefectException defect =
                assertThrows(AnalyzerDefectException.class, () -> broken.run(PLAIN, selection));
        assertEquals("rate", defect.analyzer());
        assertEquals(IllegalStateException.class, defect.getCause().getClass());
    }

    @Test
    void aParameterLeftOutTakesItsDefaultAndAWholeNumberServesForADouble() throws Exception {
        var registry = new AnalyzerRegistry(List.of(new Probe("rate")
                .with(
                        Parameter.choice("policy", "which", "adjacent", "skip_zeros"),
                        Parameter.number("pause", "s", 2.0, 0.5, 10),
                        Parameter.integer("beats", "count", 8, 2, 100),
                        Parameter.flag("strict", "on or off", true))));

        Selection selection = registry.select(List.of(new AnalyzerChoice("rate", Map.of("pause", 3, "beats", 4))));

        assertEquals(
                Map.of("policy", "adjacent", "pause", 3.0, "beats", 4L, "strict", true),
                selection.choices().get(0).parameters());
        assertEquals(
                Map.of("policy", "adjacent", "pause", 3.0, "beats", 4L, "strict", true),
                registry.run(PLAIN, selection).get(0).parameters());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            policy | text:other | must be one of adjacent, skip_zeros
            policy | int:1      | must be one of adjacent, skip_zeros
            pause  | text:2     | must be a number from 0.5 to 10
            pause  | double:0.1 | must be a number from 0.5 to 10
            pause  | double:NaN | must be a finite number
            beats  | double:2   | must be a whole number from 2 to 100
            beats  | int:101    | must be a number from 2 to 100
            strict | text:true  | must be true or false
            a/b~c  | int:1      | is no parameter of analyzer "rate"; it has policy, pause, beats, strict
            """)
    void aWrongParameterIsAFaultThatSaysWhere(String name, String value, String detail) {
        var registry = new AnalyzerRegistry(List.of(
                new Probe("rate")
                        .with(
                                Parameter.choice("policy", "which", "adjacent", "skip_zeros"),
                                Parameter.number("pause", "s", 2.0, 0.5, 10),
                                Parameter.integer("beats", "count", 8, 2, 100),
                                Parameter.flag("strict", "on or off", true)),
                new Probe("other")));

        var invalid = assertThrows(
                InvalidChoiceException.class,
                () -> registry.select(List.of(
                        new AnalyzerChoice("other"), new AnalyzerChoice("rate", Map.of(name, valueOf(value))))));

        String pointer = "/parameters/" + name.replace("~", "~0").replace("/", "~1");
        assertEquals(List.of(new Fault(1, pointer, detail)), invalid.faults());
    }

    @Test
    void allFaultsOfAChoiceAreToldAtOnceAndALongNameIsNotRepeated() {
        var registry = new AnalyzerRegistry(List.of(new Probe("rate")));

        var invalid = assertThrows(
                InvalidChoiceException.class,
                () -> registry.select(List.of(
                        new AnalyzerChoice("x".repeat(10_000)),
                        new AnalyzerChoice("rate"),
                        new AnalyzerChoice("rate", Map.of("none", 1)))));

        assertEquals(3, invalid.faults().size());
        assertEquals(
                "there is no analyzer \"" + "x".repeat(64) + "…\"; there are rate",
                invalid.faults().get(0).detail());
        assertEquals(
                new Fault(2, "/name", "analyzer \"rate\" is chosen more than once"),
                invalid.faults().get(2));
    }

    private static Object valueOf(String text) {
        String value = text.substring(text.indexOf(':') + 1);
        return switch (text.substring(0, text.indexOf(':'))) {
            case "int" -> Integer.valueOf(value);
            case "double" -> Double.valueOf(value);
            default -> value;
        };
    }

    /** What {@link Probe} saw of the results before it. */
    record Seen(
            @Measured("names of the analyzers whose results were handed on")
            Set<String> earlier) {}

    /** An analyzer that tells what it was given. */
    private record Probe(
            String name,
            List<String> afterThese,
            Set<Need> needed,
            List<Parameter> settings,
            Optional<Exception> failure)
            implements Analyzer {
        Probe(String name) {
            this(name, List.of(), Set.of(), List.of(), Optional.empty());
        }

        Probe after(String... names) {
            return new Probe(name, List.of(names), needed, settings, failure);
        }

        Probe needs(Need need) {
            return new Probe(name, afterThese, Set.of(need), settings, failure);
        }

        Probe with(Parameter... parameters) {
            return new Probe(name, afterThese, needed, List.of(parameters), failure);
        }

        Probe fails(Exception exception) {
            return new Probe(name, afterThese, needed, settings, Optional.of(exception));
        }

        @Override
        public AnalyzerInfo info() {
            return new AnalyzerInfo(name, "1.0.0", name, "A probe.", needed, afterThese, settings, Seen.class);
        }

        @Override
        public Record analyze(AnalysisInput input) throws AnalysisException {
            if (failure.isPresent()) {
                if (failure.get() instanceof AnalysisException reason) {
                    throw reason;
                }
                throw (RuntimeException) failure.get();
            }
            return new Seen(input.earlier().keySet());
        }
    }
}
