package io.ecganalyzer.cli;

import io.ecganalyzer.analysis.AnalyzerChoice;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.InvalidChoiceException;
import io.ecganalyzer.ecg.BeatSeries;
import io.ecganalyzer.evaluation.BeatScorer;
import io.ecganalyzer.evaluation.RecordEvaluator;
import io.ecganalyzer.evaluation.RecordScore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ecg evaluate}: how well a beat detector does on records with reference annotations. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a beat detector over WFDB records with reference annotations and scores it by the rules of bxb"
                    + " (ANSI/AAMI EC57): a detection within 150 ms of a reference beat is right, one for each.",
            "Rates in the table are percent. Exit status: 0 done, 1 a record could not be evaluated, 2 wrong usage."
        })
public final class EvaluateCommand implements Callable<Integer> {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    /** So many records that are left out are named. */
    private static final int MOST_NAMED = 5;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of records, or records.")
    private List<Path> given = List.of();

    @Option(names = "--analyzer", paramLabel = "NAME", description = "The beat detector; by default the built-in one.")
    private String analyzer;

    @Option(
            names = "--annotator",
            paramLabel = "EXT",
            defaultValue = "atr",
            description = "Extension of the reference annotations; by default atr.")
    private String annotator;

    @CommandLine.ArgGroup
    private Leads leads = new Leads();

    @Option(names = "--skip-first", description = "Leave out the first five minutes of each record, as EC57 does.")
    private boolean skipFirst;

    @Option(names = "--with-flutter", description = "Count ventricular flutter and fibrillation, too.")
    private boolean withFlutter;

    @Option(
            names = "--only-annotated",
            description =
                    "Leave out detections before the first and after the last reference beat (strips such as LUDB's, whose"
                            + " outermost beats are not annotated).")
    private boolean onlyAnnotated;

    @Option(
            names = "--window",
            paramLabel = "MS",
            defaultValue = "150",
            description = "How far apart a detection and a beat may be; by default 150 ms.")
    private int windowMs;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the scores to a JSON file; - for standard output.")
    private Path json;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write the scores to a CSV file; - for standard output.")
    private Path csv;

    @Option(names = "--jobs", paramLabel = "N", description = "Records at the same time; by default one a core.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    /** One lead, or all of them. */
    static final class Leads {
        @Option(
                names = "--lead",
                paramLabel = "N",
                required = true,
                description = "The only lead to use: its number from 0, as in WFDB, or its name; by default 0.")
        private String lead = "0";

        @Option(names = "--fuse", required = true, description = "Use all leads together.")
        private boolean fuse;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        AnalyzerRegistry registry = AnalyzerRegistry.load();
        AnalyzerInfo info = detector(registry);
        requireSense();
        List<Path> records = annotated(err);
        RecordEvaluator evaluator;
        try {
            evaluator = new RecordEvaluator(
                    registry,
                    registry.select(List.of(new AnalyzerChoice(info.name(), Map.of()))),
                    annotator,
                    leads.fuse ? Optional.empty() : Optional.of(leads.lead),
                    new BeatScorer(
                            Duration.ofMillis(windowMs),
                            skipFirst ? FIVE_MINUTES : Duration.ZERO,
                            withFlutter,
                            onlyAnnotated));
        } catch (InvalidChoiceException e) {
            throw usage(e.getMessage());
        }
        List<String> failures = new ArrayList<>();
        List<RecordScore> scores = evaluate(evaluator, records, failures, Progress.on(err));
        EvaluationReport report = new EvaluationReport(info.name(), info.version(), scores);
        boolean toOut = isStandardOutput(json) || isStandardOutput(csv);
        // Where nothing could be evaluated the reasons say all.
        if (!scores.isEmpty()) {
            report.print(toOut ? err : out);
        }
        write(json, report.json(), out);
        write(csv, report.csv(), out);
        failures.forEach(err::println);
        out.flush();
        err.flush();
        return failures.isEmpty() ? 0 : 1;
    }

    /** What would only fail after all records have been evaluated fails before. */
    private void requireSense() {
        if (windowMs < 1) {
            throw usage("--window must be at least 1 ms, not " + windowMs + ".");
        }
        if (jobs < 1) {
            throw usage("--jobs must be at least 1, not " + jobs + ".");
        }
        requireFolder("--json", json);
        requireFolder("--csv", csv);
    }

    private void requireFolder(String option, Path file) {
        if (file == null || isStandardOutput(file)) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || !Files.isDirectory(folder)) {
            throw usage(option + ": " + file + " cannot be written: "
                    + (Files.isDirectory(file) ? "it is a folder." : "there is no folder " + folder + "."));
        }
    }

    private AnalyzerInfo detector(AnalyzerRegistry registry) {
        List<AnalyzerInfo> detectors = registry.infos().stream()
                .filter(i -> BeatSeries.class.isAssignableFrom(i.resultType()))
                .toList();
        List<String> names = detectors.stream().map(AnalyzerInfo::name).toList();
        return detectors.stream()
                .filter(i -> analyzer == null || i.name().equals(analyzer))
                .findFirst()
                .orElseThrow(() -> usage(
                        analyzer == null
                                ? "No analyzer finds beats."
                                : "No analyzer \"" + analyzer + "\" finds beats; there are " + names + "."));
    }

    private List<Path> annotated(PrintWriter err) {
        try {
            List<Path> all = Inputs.of(given);
            List<Path> records = all.stream()
                    .filter(r -> Files.isRegularFile(r.resolveSibling(r.getFileName() + "." + annotator)))
                    .toList();
            if (records.isEmpty()) {
                throw usage((all.size() == 1 ? all.get(0) + " has no" : "None of " + all.size() + " records has")
                        + " annotations ." + annotator + "; --annotator names another extension"
                        + beside(all.get(0)));
            }
            tellWhatIsLeftOut(all, records, err);
            return records;
        } catch (IOException e) {
            throw usage(Failures.message(e));
        }
    }

    /** Scores of a part must not pass for those of the whole. */
    private void tellWhatIsLeftOut(List<Path> all, List<Path> records, PrintWriter err) {
        List<String> names = all.stream()
                .filter(record -> !records.contains(record))
                .map(record -> record.getFileName().toString())
                .toList();
        if (!names.isEmpty()) {
            err.println("Left out, without annotations ." + annotator + ": " + names.size() + " of " + all.size()
                    + " records ("
                    + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                    + (names.size() > MOST_NAMED ? ", \u2026)." : ")."));
            err.flush();
        }
    }

    /** The extensions that could be meant: those of a record's other files. */
    private static String beside(Path record) throws IOException {
        String prefix = record.getFileName() + ".";
        try (Stream<Path> files = Files.list(record.toAbsolutePath().getParent())) {
            List<String> extensions = files.map(f -> f.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .filter(extension -> !extension.matches("hea|dat|mat"))
                    .sorted()
                    .toList();
            return extensions.isEmpty() ? "." : " (there are " + String.join(", ", extensions) + ").";
        }
    }

    private List<RecordScore> evaluate(
            RecordEvaluator evaluator, List<Path> records, List<String> failures, Progress progress)
            throws InterruptedException {
        List<RecordScore> scores = new ArrayList<>();
        AtomicInteger done = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(jobs, records.size()));
        try (progress) {
            progress.bar(0, records.size(), "");
            List<Future<RecordScore>> running = records.stream()
                    .map(record -> pool.submit(() -> {
                        RecordScore score = evaluator.evaluate(record);
                        progress.bar(done.incrementAndGet(), records.size(), score.record());
                        return score;
                    }))
                    .toList();
            for (int i = 0; i < running.size(); i++) {
                try {
                    scores.add(running.get(i).get());
                } catch (ExecutionException e) {
                    failures.add(records.get(i) + ": " + Failures.message(e.getCause()));
                }
            }
        } finally {
            pool.shutdownNow();
        }
        return scores;
    }

    private static void write(Path file, String content, PrintWriter out) throws IOException {
        if (isStandardOutput(file)) {
            out.print(content);
        } else if (file != null) {
            Files.writeString(file, content);
        }
    }

    private static boolean isStandardOutput(Path file) {
        return file != null && file.toString().equals("-");
    }

    private CommandLine.ParameterException usage(String fault) {
        return new CommandLine.ParameterException(spec.commandLine(), fault);
    }
}
