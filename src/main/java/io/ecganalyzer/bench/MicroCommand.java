package io.ecganalyzer.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ecg bench micro}: the JMH benchmarks. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        description =
                "Runs the JMH benchmarks: parsing, the sample codec, the analyzers; each beside a plain way of doing it.")
final class MicroCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "Regular expressions of benchmarks; without any, all.")
    private List<String> names = List.of();

    @Option(names = "--forks", description = "Processes for each benchmark (default: ${DEFAULT-VALUE}).")
    private int forks = 1;

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE[,VALUE...]",
            description = "Only these values of a parameter of the benchmarks; may be given again.")
    private Map<String, String> parameters = Map.of();

    @Option(names = "--json", description = "Writes JMH's figures there.")
    private Optional<String> jsonFile;

    @Override
    public Integer call() throws RunnerException {
        var options = new OptionsBuilder()
                .forks(forks)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1));
        names.forEach(options::include);
        parameters.forEach((name, values) -> options.param(name, values.split(",")));
        if (names.isEmpty()) {
            options.include("io\\.ecganalyzer\\..*Benchmark");
        }
        jsonFile.ifPresent(file -> options.resultFormat(ResultFormatType.JSON).result(file));
        return new Runner(options.build()).run().isEmpty() ? 1 : 0;
    }
}
