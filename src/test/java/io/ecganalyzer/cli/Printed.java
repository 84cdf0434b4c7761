package io.ecganalyzer.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import picocli.CommandLine;

/** What a command or a part of one printed. */
record Printed(int exitCode, String out, String err) {
    static String by(Consumer<PrintWriter> printing) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            printing.accept(out);
        }
        return text.toString();
    }

    /** Runs a command as the command line does. */
    static Printed command(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (!(failure instanceof CommandException)) {
                        throw failure;
                    }
                    line.getErr().println(failure.getMessage());
                    return line.getCommandSpec().exitCodeOnExecutionException();
                })
                .execute(arguments);
        return new Printed(exitCode, out.toString(), err.toString());
    }
}
