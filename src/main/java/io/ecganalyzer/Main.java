package io.ecganalyzer;

import io.ecganalyzer.bench.BenchCommand;
import io.ecganalyzer.cli.AnalyzeCommand;
import io.ecganalyzer.cli.CertificatesCommand;
import io.ecganalyzer.cli.CommandException;
import io.ecganalyzer.cli.DemoCommand;
import io.ecganalyzer.cli.EvaluateCommand;
import io.ecganalyzer.cli.JobsCommand;
import io.ecganalyzer.cli.NodesCommand;
import io.ecganalyzer.cli.PartitionsCommand;
import io.ecganalyzer.cli.ServeCommand;
import io.ecganalyzer.cli.SubmitCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "ecg",
        mixinStandardHelpOptions = true,
        version = "ECG Analyzer 0.1.0",
        description = "Takes electrocardiograms over a REST API and returns measurements. Not for diagnosis.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            SubmitCommand.class,
            AnalyzeCommand.class,
            EvaluateCommand.class,
            JobsCommand.class,
            PartitionsCommand.class,
            NodesCommand.class,
            CertificatesCommand.class,
            BenchCommand.class,
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain);
    }

    /** What a user can act on is told in its own words; everything else is a defect and goes on as it is. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(failure instanceof CommandException)) {
            throw failure;
        }
        failure.getMessage().lines().forEach(line -> command.getErr().println("ecg: " + line));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
