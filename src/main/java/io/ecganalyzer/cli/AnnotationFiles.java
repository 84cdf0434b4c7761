package io.ecganalyzer.cli;

import io.ecganalyzer.analysis.Analysis;
import io.ecganalyzer.analysis.AnalyzerChoice;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.ecg.BeatSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of {@code ecg analyze}: whether and where the found beats are written, a file for each recording. */
final class AnnotationFiles {
    /** What WFDB allows in the name of an annotator. */
    private static final Pattern ANNOTATOR = Pattern.compile("\\w+");

    /** Extensions of the recording itself. */
    private static final Pattern RECORDING = Pattern.compile("hea|dat|mat|json", Pattern.CASE_INSENSITIVE);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--annotations",
            paramLabel = "EXT",
            description = "Write the beats to a WFDB annotation file with this extension, such as ecg.")
    private Optional<String> annotator = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Where annotation files go; by default beside the record.")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--overwrite", description = "Write over annotation files that are there already.")
    private boolean overwrite;

    /**
     * What would only fail, or do harm, after a recording has been analyzed fails before.
     *
     * @param chosen the analyzers that will be reported
     * @param infos all there are
     */
    void requireSense(List<Path> inputs, List<AnalyzerChoice> chosen, List<AnalyzerInfo> infos) {
        if (annotator.isEmpty()) {
            if (folder.isPresent()) {
                throw usage("--to says where annotation files go, and --annotations=EXT that there are some.");
            }
            if (overwrite) {
                throw usage("--overwrite is for annotation files, and --annotations=EXT says that there are some.");
            }
            return;
        }
        requireExtension(annotator.get());
        folder.filter(to -> !Files.isDirectory(to)).ifPresent(to -> {
            throw usage("--to: there is no folder " + to + ".");
        });
        List<String> finders = infos.stream()
                .filter(info -> BeatSeries.class.isAssignableFrom(info.resultType()))
                .map(AnalyzerInfo::name)
                .toList();
        if (chosen.stream().noneMatch(choice -> finders.contains(choice.name()))) {
            throw usage("--annotations: no chosen analyzer finds beats; choose one that does as well: "
                    + String.join(", ", finders) + ".");
        }
        requireFree(inputs);
    }

    private void requireExtension(String extension) {
        if (!ANNOTATOR.matcher(extension).matches()) {
            throw usage("--annotations: \"" + extension + "\" is no extension; letters, digits and _ make one.");
        }
        if (RECORDING.matcher(extension).matches()) {
            throw usage("--annotations: ." + extension + " is a recording's own file; take another extension.");
        }
    }

    private void requireFree(List<Path> inputs) {
        Map<Path, Path> byFile = new HashMap<>();
        for (Path input : inputs) {
            Path file = file(input);
            Path twin = byFile.put(file.toAbsolutePath().normalize(), input);
            if (twin != null) {
                throw usage("--annotations: " + file + " would be of both " + twin + " and " + input
                        + "; analyze them one by one, and give each a folder of its own with --to.");
            }
            if (!overwrite && Files.exists(file)) {
                throw usage("--annotations: " + file + " is there already, and may be the reference; take another"
                        + " extension, or write over it with --overwrite.");
            }
        }
    }

    /**
     * Writes the beats of a recording, where that was asked for.
     *
     * @param samplingRateHz of the beats
     * @param frameRateHz of the record
     * @return why they were not written; empty where they were, or need not be
     */
    Optional<String> write(Path input, List<Analysis> analyses, OptionalDouble samplingRateHz, double frameRateHz) {
        if (annotator.isEmpty()) {
            return Optional.empty();
        }
        Path file = file(input);
        return fault(file, analyses, samplingRateHz, frameRateHz).map(why -> file + " was not written: " + why);
    }

    private Optional<String> fault(
            Path file, List<Analysis> analyses, OptionalDouble samplingRateHz, double frameRateHz) {
        if (samplingRateHz.isEmpty()) {
            return Optional.of("annotations need the sampling rate, which this ECG does not have");
        }
        Optional<BeatSeries> beats = analyses.stream()
                .flatMap(analysis -> analysis.result().stream())
                .filter(BeatSeries.class::isInstance)
                .map(BeatSeries.class::cast)
                .findFirst();
        if (beats.isEmpty()) {
            return Optional.of("no analyzer could look for beats; the report says why");
        }
        try {
            BeatAnnotations.of(beats.get(), samplingRateHz.getAsDouble(), frameRateHz)
                    .write(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Failures.message(e));
        }
    }

    private Path file(Path input) {
        String name = input.getFileName().toString().replaceFirst("\\.json$", "") + "." + annotator.orElseThrow();
        return folder.map(to -> to.resolve(name)).orElse(input.resolveSibling(name));
    }

    private CommandLine.ParameterException usage(String fault) {
        return new CommandLine.ParameterException(spec.commandLine(), fault);
    }
}
