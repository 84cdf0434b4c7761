package io.ecganalyzer.bench.micro;

import io.ecganalyzer.analysis.Analysis;
import io.ecganalyzer.analysis.AnalyzerChoice;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.InvalidChoiceException;
import io.ecganalyzer.analysis.Selection;
import io.ecganalyzer.ecg.Ecg;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Each analyzer and all of them; one that reads another's result is timed together with it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class AnalyzerBenchmark {
    /** What is analyzed; MITDB_101 on request ({@code -p}), where ECG_DATA names the recordings. */
    @Param({"HALF_HOUR_OF_2_LEADS", "RESTING_12_LEADS", "SECOND_OF_1_LEAD"})
    private Recording recording;

    /** Which analyzer; {@code all} for every one there is. */
    @Param({
        "zero_crossings_fast",
        "zero_crossings",
        "signal_summary",
        "qrs",
        "heart_rate",
        "hrv",
        "signal_quality",
        "all"
    })
    private String analyzer;

    private final AnalyzerRegistry registry = AnalyzerRegistry.load();
    private Ecg ecg;
    private Selection selection;

    @Setup
    public void prepare() throws InvalidChoiceException, IOException {
        ecg = recording.make();
        selection =
                registry.select(analyzer.equals("all") ? List.of() : List.of(new AnalyzerChoice(analyzer, Map.of())));
    }

    @Benchmark
    public List<Analysis> analyze() {
        return registry.run(ecg, selection);
    }
}
