package io.ecganalyzer.bench.micro;

import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the analyzers measure, done plainly over the recording of half an hour that {@link AnalyzerBenchmark} times them with. The plain
 * form of {@code zero_crossings_fast} is {@code zero_crossings}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlainMeasuresBenchmark {
    private Ecg ecg;
    private double samplingRateHz;
    private PlainDetector detector;
    private double[] intervalsMs;

    @Setup
    public void prepare() throws IOException {
        ecg = Recording.HALF_HOUR_OF_2_LEADS.make();
        samplingRateHz = ecg.samplingRateHz().orElseThrow();
        detector = new PlainDetector(samplingRateHz);
        int[] beats = detector.beats(ecg.leads().get(0).samples());
        intervalsMs = IntStream.range(1, beats.length)
                .mapToDouble(b -> 1000 * (beats[b] - beats[b - 1]) / samplingRateHz)
                .toArray();
    }

    @Benchmark
    public void signalSummary(Blackhole results) {
        for (Lead lead : ecg.leads()) {
            results.consume(PlainMeasures.summary(lead.samples()));
        }
    }

    @Benchmark
    public void qrs(Blackhole results) {
        for (Lead lead : ecg.leads()) {
            results.consume(detector.beats(lead.samples()));
        }
    }

    @Benchmark
    public double[] heartRate() {
        return PlainMeasures.heartRate(intervalsMs);
    }

    /** 10 ms: a fifth of the deviation of such a recording. */
    @Benchmark
    public double sampleEntropyOfHrv() {
        return PlainMeasures.sampleEntropy(intervalsMs, 10);
    }

    @Benchmark
    public void spectraOfSignalQuality(Blackhole results) {
        for (Lead lead : ecg.leads()) {
            results.consume(PlainMeasures.spectra(lead.samples(), samplingRateHz));
        }
    }
}
