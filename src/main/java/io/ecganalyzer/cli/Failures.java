package io.ecganalyzer.cli;

import io.ecganalyzer.analysis.AnalyzerDefectException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;

/** What went wrong outside of the program, in words. */
final class Failures {
    private Failures() {}

    /** For the one who typed the command. */
    static CommandException told(IOException failure) {
        return new CommandException(message(failure), failure);
    }

    /**
     * Java's own messages of missing and forbidden files hold the name only; those of a defect say less than its class, and may be long.
     */
    static String message(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": may not be read or written by this user";
        }
        if (failure instanceof AnalyzerDefectException defect) {
            return inOneLine("analyzer " + defect.analyzer() + " has a defect: " + defect.getCause());
        }
        if (failure instanceof RuntimeException && !(failure instanceof CommandException)) {
            String cause = failure.getCause() == null ? "" : ": " + failure.getCause();
            return inOneLine("a defect of this program: " + failure + cause);
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static String inOneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
