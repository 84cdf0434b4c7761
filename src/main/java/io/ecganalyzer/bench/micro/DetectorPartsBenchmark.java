package io.ecganalyzer.bench.micro;

import io.ecganalyzer.analysis.qrs.BoostedTrees;
import io.ecganalyzer.dsp.LowPassResampler;
import io.ecganalyzer.dsp.SymmetricFir;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The parts of the QRS detector that take its time, over 3 min 18 s of a lead (what is judged at once), each beside a plain way of doing
 * the same, and the whole beside a plain detector.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DetectorPartsBenchmark {
    private static final int INPUT_HZ = 360;
    private static final int RATE_HZ = 200;
    private static final int SECONDS = 198;
    private static final int CANDIDATES = 500;
    private static final int COLUMNS = 42;

    private final LowPassResampler resampler = new LowPassResampler(INPUT_HZ, RATE_HZ, 35, 0.05);
    private final SymmetricFir bandPass = SymmetricFir.bandPass(5, 22, 36, 14, RATE_HZ);
    private final PlainDetector plain = new PlainDetector(INPUT_HZ);
    private int[] samples;
    private float[] input;
    private float[] resampled;
    private float[] rows;
    private BoostedTrees trees;

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(7);
        samples = Samples.of(INPUT_HZ * SECONDS);
        input = new float[samples.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = samples[i];
        }
        resampled = new float[RATE_HZ * SECONDS];
        rows = new float[CANDIDATES * COLUMNS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextDouble();
        }
        trees = trees(random, 450, 4);
        resampler.resample(input, 0, 0, resampled);
    }

    private static BoostedTrees trees(SplittableRandom random, int count, int depth) {
        byte[] feature = new byte[count * ((1 << depth) - 1)];
        float[] threshold = new float[feature.length];
        float[] leaf = new float[count << depth];
        for (int i = 0; i < feature.length; i++) {
            feature[i] = (byte) random.nextInt(COLUMNS);
            threshold[i] = (float) random.nextDouble();
        }
        for (int i = 0; i < leaf.length; i++) {
            leaf[i] = (float) random.nextDouble(-0.2, 0.2);
        }
        return new BoostedTrees(depth, 0, feature, threshold, leaf);
    }

    @Benchmark
    public float[] resample() {
        float[] output = new float[RATE_HZ * SECONDS];
        resampler.resample(input, 0, 0, output);
        return output;
    }

    @Benchmark
    public float[] resamplePlainly() {
        return PlainFilters.resample(input, INPUT_HZ, RATE_HZ, 35, 0.05);
    }

    @Benchmark
    public float[] bandPass() {
        return bandPass.apply(resampled);
    }

    @Benchmark
    public float[] bandPassPlainly() {
        return PlainFilters.bandPass(resampled, 5, 22, 36, 14, RATE_HZ);
    }

    @Benchmark
    public float[] judge() {
        return trees.logOddsOfAll(rows, COLUMNS);
    }

    @Benchmark
    public float[] judgePlainly() {
        float[] odds = new float[CANDIDATES];
        for (int row = 0; row < CANDIDATES; row++) {
            odds[row] = trees.logOdds(rows, row * COLUMNS);
        }
        return odds;
    }

    @Benchmark
    public int[] detectPlainly() {
        return plain.beats(samples);
    }
}
