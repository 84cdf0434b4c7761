package io.ecganalyzer.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecganalyzer.analysis.Analysis;
import io.ecganalyzer.analysis.AnalyzerChoice;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.Execution;
import io.ecganalyzer.analysis.InvalidChoiceException;
import io.ecganalyzer.analysis.Selection;
import io.ecganalyzer.analysis.SideBySide;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.format.LongRecordReader;
import io.ecganalyzer.format.SubmissionJson;
import io.ecganalyzer.format.WfdbRecord;
import io.ecganalyzer.format.WfdbRecordReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecg analyze}: runs analyzers here, without any service. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the analyzers on local recordings, without any service, and prints what they measured.",
            "Exit status: 0 all analyzed and, where asked for, annotated; 1 some not; 2 wrong usage."
        })
public final class AnalyzeCommand implements Callable<Integer> {
    private static final String PARAMETERS = "/parameters/";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** For what is written to and stays open. */
    private static final ObjectWriter LINES = JSON.writer()
            .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    /** Each holds three and a half minutes of all leads, and several times as much of what is made of them, in a heap of 1 GB. */
    private static final int MOST_THREADS = 8;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Inputs given = new Inputs();

    @Option(
            names = "--analyzer",
            paramLabel = "NAME[:parameter=value,\u2026]",
            description = "An analyzer to run; may be given again. By default all whose needs are met.")
    private List<String> analyzers = List.of();

    @Option(
            names = "--json",
            description = "Print a line of JSON for each recording: its file and its report or error.")
    private boolean json;

    @Mixin
    private AnnotationFiles annotations = new AnnotationFiles();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        AnalyzerRegistry registry = AnalyzerRegistry.load();
        Selection selection = selection(registry);
        ReportTables tables = new ReportTables(out, new ResultUnits(registry.infos()), Progress.columns());
        List<Path> inputs = inputs();
        annotations.requireSense(inputs, selection.choices(), registry.infos());
        int failures = 0;
        try (Progress progress = Progress.on(err);
                SideBySide execution = new SideBySide(
                        Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()))) {
            for (int i = 0; i < inputs.size(); i++) {
                Path input = inputs.get(i);
                if (inputs.size() > 1) {
                    progress.bar(i, inputs.size(), input.getFileName().toString());
                }
                try {
                    Analyzed analyzed = analyze(registry, selection, input, execution);
                    progress.clear();
                    analyzed.warnings().forEach(w -> err.println(input + ": odd: " + w));
                    print(out, tables, input, analyzed.report());
                    if (analyzed.notAnnotated().isPresent()) {
                        failures++;
                        err.println(input + ": " + analyzed.notAnnotated().get());
                    }
                } catch (Exception e) {
                    // Also a defect: what one recording brings to light must not cost the others their reports.
                    failures++;
                    progress.clear();
                    tell(out, err, input, e);
                }
                err.flush();
            }
        }
        return failures == 0 ? 0 : 1;
    }

    private CommandLine.ParameterException usage(String fault) {
        return new CommandLine.ParameterException(spec.commandLine(), fault);
    }

    /** @param notAnnotated why the beats were not written */
    private record Analyzed(ObjectNode report, List<String> warnings, Optional<String> notAnnotated) {}

    private Analyzed analyze(AnalyzerRegistry registry, Selection selection, Path input, Execution execution)
            throws IOException {
        Ran ran = run(registry, selection, input, execution);
        Optional<String> notAnnotated =
                annotations.write(input, ran.analyses(), ran.samplingRateHz(), ran.frameRateHz());
        return new Analyzed(LocalReport.of(ran.outline(), ran.analyses()), ran.warnings(), notAnnotated);
    }

    /** What is left of a recording once it was analyzed: its samples are not held while the report is made. */
    private record Ran(
            List<LocalReport.Outline> outline,
            List<Analysis> analyses,
            OptionalDouble samplingRateHz,
            double frameRateHz,
            List<String> warnings) {}

    private static Ran run(AnalyzerRegistry registry, Selection selection, Path input, Execution execution)
            throws IOException {
        Read read = read(input);
        List<Analysis> analyses = registry.run(read.ecg(), selection, starting -> {}, execution);
        return new Ran(
                LocalReport.outline(read.ecg()),
                analyses,
                read.ecg().samplingRateHz(),
                read.frameRateHz(),
                read.warnings());
    }

    private record Read(Ecg ecg, double frameRateHz, List<String> warnings) {}

    /** A day of several leads is read in pieces, and kept in little memory. */
    private static Read read(Path input) throws IOException {
        if (Inputs.isJson(input)) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(input))) {
                Ecg ecg = SubmissionJson.read(input.toString(), in);
                return new Read(ecg, ecg.samplingRateHz().orElse(0), List.of());
            }
        }
        if (LongRecordReader.isLong(input)) {
            LongRecordReader reader = LongRecordReader.of(input);
            return new Read(reader.read(), reader.frameRateHz(), List.of());
        }
        WfdbRecord record = WfdbRecordReader.read(input);
        return new Read(record.toEcg(), record.header().frameRateHz(), record.warnings());
    }

    private void print(PrintWriter out, ReportTables tables, Path input, ObjectNode report) throws IOException {
        if (json) {
            ObjectNode line = JSON.createObjectNode().put("file", input.toString());
            // Written as it goes: the text of a day's report would need more memory than the report.
            LINES.writeValue(out, line.set("report", report));
            out.println();
            out.flush();
        } else {
            out.println(input);
            tables.print(report);
            out.println();
        }
    }

    private void tell(PrintWriter out, PrintWriter err, Path input, Exception failure) {
        String message = Failures.message(failure);
        if (json) {
            out.println(JSON.createObjectNode().put("file", input.toString()).put("error", message));
            out.flush();
        } else {
            // Of a JSON file a fault begins with its name.
            err.println(
                    message.startsWith(input + ":") || message.startsWith(input + ",")
                            ? message
                            : input + ": " + message);
        }
    }

    private Selection selection(AnalyzerRegistry registry) {
        List<AnalyzerChoice> choices = AnalyzerArguments.choices(analyzers);
        try {
            return registry.select(choices);
        } catch (InvalidChoiceException e) {
            String faults =
                    e.faults().stream().map(fault -> told(fault, choices)).collect(Collectors.joining("; "));
            String names = registry.infos().stream().map(AnalyzerInfo::name).collect(Collectors.joining(", "));
            throw usage("--analyzer: " + faults + ". There are: " + names + ".");
        }
    }

    /** As it was typed: the fault of a parameter does not name it. */
    private static String told(InvalidChoiceException.Fault fault, List<AnalyzerChoice> choices) {
        if (!fault.path().startsWith(PARAMETERS)) {
            return fault.detail();
        }
        String parameter =
                fault.path().substring(PARAMETERS.length()).replace("~1", "/").replace("~0", "~");
        return choices.get(fault.choiceIndex()).name() + ":" + parameter + " " + fault.detail();
    }

    private List<Path> inputs() {
        try {
            return given.all();
        } catch (IOException e) {
            throw Failures.told(e);
        }
    }
}
