package io.ecganalyzer.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What went wrong outside of the program, in words. */
final class Failures {
    private Failures() {}

    /** For the one who typed the command. */
    static CommandException told(IOException failure) {
        return new CommandException(message(failure), failure);
    }

    /** Java's own messages of missing and forbidden files hold the name only. */
    static String message(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": may not be read or written by this user";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
