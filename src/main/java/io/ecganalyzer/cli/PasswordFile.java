package io.ecganalyzer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A password that an option names the file of. */
public final class PasswordFile {
    private PasswordFile() {}

    /**
     * What is in the file, without the white space around it.
     *
     * @param option that names the file
     * @throws CommandException if it cannot be read
     */
    public static String read(String option, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new CommandException(option + ": " + file + " cannot be read", unreadable);
        }
    }
}
