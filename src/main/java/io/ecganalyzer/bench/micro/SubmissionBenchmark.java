package io.ecganalyzer.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecganalyzer.format.MalformedJsonException;
import io.ecganalyzer.format.ParsedJson;
import io.ecganalyzer.format.StreamedArray;
import io.ecganalyzer.format.SubmissionParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One body from bytes to samples; beside it a tree of nodes as a general reader makes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SubmissionBenchmark {
    private static final ObjectMapper TREES = new ObjectMapper();

    private final SubmissionParser parser = new SubmissionParser(List.of(new StreamedArray(
            List.of("leads", StreamedArray.ANY_ITEM, "signal"), 1, 10_000_000, Integer.MIN_VALUE, Integer.MAX_VALUE)));

    @Param({"1x500", "12x5000", "2x650000"})
    private String size;

    private byte[] body;

    @Setup
    public void prepare() {
        int separator = size.indexOf('x');
        int leads = Integer.parseInt(size.substring(0, separator));
        String signal = Arrays.stream(Samples.of(Integer.parseInt(size.substring(separator + 1))))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
        body = IntStream.range(0, leads)
                .mapToObj(lead -> "{\"name\":\"" + lead + "\",\"signal\":[" + signal + "]}")
                .collect(Collectors.joining(",", "{\"sampling_rate\":500,\"leads\":[", "]}"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    public ParsedJson parse() throws IOException, MalformedJsonException {
        return parser.parse(new ByteArrayInputStream(body));
    }

    @Benchmark
    public JsonNode parseAsTree() throws IOException {
        return TREES.readTree(body);
    }
}
