package io.ecganalyzer.bench.micro;

import io.ecganalyzer.store.SampleCodec;
import io.ecganalyzer.store.UnreadableSignalException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One lead to its stored form and back; beside it the same samples as 32-bit numbers under DEFLATE at its defaults. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SampleCodecBenchmark {
    @Param({"5000", "650000"})
    private int length;

    private int[] samples;
    private byte[] encoded;

    @Setup
    public void prepare() {
        samples = Samples.of(length);
        encoded = SampleCodec.encode(samples);
    }

    @Benchmark
    public byte[] encode() {
        return SampleCodec.encode(samples);
    }

    @Benchmark
    public int[] decode() throws UnreadableSignalException {
        return SampleCodec.decode(encoded);
    }

    @Benchmark
    public byte[] encodePlainly() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            for (int sample : samples) {
                out.writeInt(sample);
            }
        }
        return bytes.toByteArray();
    }
}
