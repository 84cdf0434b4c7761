package io.ecganalyzer.bench.micro;

import io.ecganalyzer.analysis.Analysis;
import io.ecganalyzer.analysis.AnalyzerChoice;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.InvalidChoiceException;
import io.ecganalyzer.analysis.Selection;
import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Analyzers over half an hour of two leads at 360 Hz; one that reads another's result is timed together with it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class AnalyzerBenchmark {
    private static final double SAMPLING_RATE_HZ = 360;
    private static final int LENGTH = 648_000;

    /** Which analyzer; {@code all} for every one there is. */
    @Param({"zero_crossings", "zero_crossings_fast", "signal_summary", "all"})
    private String analyzer;

    private final AnalyzerRegistry registry = AnalyzerRegistry.load();
    private Ecg ecg;
    private Selection selection;

    @Setup
    public void prepare() throws InvalidChoiceException {
        Optional<Calibration> calibration = Optional.of(new Calibration(200, 0));
        ecg = new Ecg(
                OptionalDouble.of(SAMPLING_RATE_HZ),
                List.of(
                        new Lead("MLII", Samples.of(LENGTH), calibration),
                        new Lead("V1", Samples.of(LENGTH), calibration)));
        selection =
                registry.select(analyzer.equals("all") ? List.of() : List.of(new AnalyzerChoice(analyzer, Map.of())));
    }

    @Benchmark
    public List<Analysis> analyze() {
        return registry.run(ecg, selection);
    }
}
