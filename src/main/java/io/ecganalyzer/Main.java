package io.ecganalyzer;

import io.ecganalyzer.cli.AnalyzeCommand;
import io.ecganalyzer.cli.EvaluateCommand;
import io.ecganalyzer.cli.SubmitCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code ecg serve}, {@code ecg demo}, {@code ecg submit}. */
@Command(
        name = "ecg",
        mixinStandardHelpOptions = true,
        version = "ECG Analyzer 0.1.0",
        description = "Takes electrocardiograms over a REST API and returns measurements. Not for diagnosis.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AnalyzeCommand.class,
            EvaluateCommand.class,
            SubmitCommand.class,
        })
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say which command to run.");
    }
}
