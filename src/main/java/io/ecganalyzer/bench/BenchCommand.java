package io.ecganalyzer.bench;

import io.ecganalyzer.bench.cluster.ClusterCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ecg bench}: measurements that anybody can run again. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the service.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LoadCommand.class,
            MicroCommand.class,
            DayCommand.class,
            ClusterCommand.class,
            LimitsCommand.class
        })
public final class BenchCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to measure.");
    }
}
