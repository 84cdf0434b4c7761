package io.ecganalyzer.cli;

import io.ecganalyzer.format.WfdbRecordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Parameters;

/** What the arguments of a command name: WFDB records, folders of them, and JSON files. A mixin of the commands that take them. */
final class Inputs {
    private static final String HEADER = ".hea";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|RECORD",
            description =
                    "WFDB records (dir/100 or dir/100.hea), folders of them, or .json files as the API takes them.")
    private List<Path> given = List.of();

    /** {@link #of} what was given. */
    List<Path> all() throws IOException {
        return of(given);
    }

    /**
     * The records and files named, in order and each once; a folder stands for the records in it.
     *
     * @throws IOException where something is neither, with what would be right
     */
    static List<Path> of(List<Path> arguments) throws IOException {
        Set<Path> inputs = new LinkedHashSet<>();
        for (Path argument : arguments) {
            if (Files.isDirectory(argument)) {
                inputs.addAll(records(argument));
            } else if (isJson(argument) && Files.isRegularFile(argument)) {
                inputs.add(argument);
            } else {
                inputs.add(record(argument));
            }
        }
        return List.copyOf(inputs);
    }

    static boolean isJson(Path input) {
        return input.toString().endsWith(".json");
    }

    /** A record is named by its path without extension; its header's or signal's file is understood, too. */
    private static Path record(Path argument) throws IOException {
        Path record = argument.resolveSibling(WfdbRecordReader.recordName(argument));
        if (Files.isRegularFile(record.resolveSibling(record.getFileName() + HEADER))) {
            return record;
        }
        throw new IOException(
                argument + ": no such record or file. Name a WFDB record (dir/100 for dir/100.hea), a folder of"
                        + " records, or a .json file as the API takes it.");
    }

    /** All records of a folder, by name. */
    private static List<Path> records(Path folder) throws IOException {
        List<Path> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(f -> f.toString().endsWith(HEADER))
                    .map(f -> f.resolveSibling(f.getFileName().toString().replaceFirst("\\.hea$", "")))
                    .sorted()
                    .forEach(records::add);
        }
        if (records.isEmpty()) {
            records = listed(folder);
        }
        if (records.isEmpty()) {
            throw new IOException(
                    folder + ": no WFDB records (.hea files) in this folder, and none listed in a file RECORDS.");
        }
        return records;
    }

    /** Where a database keeps its records in folders of its own, its file RECORDS says where. */
    private static List<Path> listed(Path folder) throws IOException {
        Path list = folder.resolve("RECORDS");
        List<Path> records = new ArrayList<>();
        if (Files.isRegularFile(list)) {
            for (String line : Files.readAllLines(list)) {
                Path record = folder.resolve(line.strip());
                if (!line.isBlank() && Files.isRegularFile(record.resolveSibling(record.getFileName() + HEADER))) {
                    records.add(record);
                }
            }
        }
        return records;
    }
}
