package io.ecganalyzer.evaluation;

import io.ecganalyzer.analysis.Analysis;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.Selection;
import io.ecganalyzer.ecg.Beat;
import io.ecganalyzer.ecg.BeatSeries;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.format.WfdbAnnotations;
import io.ecganalyzer.format.WfdbFormatException;
import io.ecganalyzer.format.WfdbRecord;
import io.ecganalyzer.format.WfdbRecordReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs a beat detector over records with reference annotations.
 *
 * @param registry where the analyzer is
 * @param selection the analyzer alone; its result is a {@link BeatSeries}
 * @param annotator the annotation files' extension
 * @param lead the only lead that it is given: a number from 0 or a name; empty for all
 * @param scorer the rules
 */
public record RecordEvaluator(
        AnalyzerRegistry registry, Selection selection, String annotator, Optional<String> lead, BeatScorer scorer) {
    /**
     * Evaluates one record.
     *
     * @param record its path, without extension
     */
    public RecordScore evaluate(Path record) throws IOException {
        WfdbRecord read = WfdbRecordReader.read(record);
        Ecg ecg = chosen(read.toEcg(), record.getFileName() + ".hea");
        double rate = ecg.samplingRateHz().orElseThrow();
        ReferenceBeats reference = reference(record, read, rate);
        long started = System.nanoTime();
        Analysis analysis = registry.run(ecg, selection).get(0);
        long nanos = System.nanoTime() - started;
        long[] detected = detected(analysis);
        return new RecordScore(
                record.getFileName().toString(),
                ecg.leads().stream().map(Lead::name).collect(Collectors.joining("+")),
                scorer.score(reference, detected, rate),
                nanos,
                note(analysis, reference));
    }

    /** An ECG without beats to find may well be one without a result: what it has counts as missed. */
    private static long[] detected(Analysis analysis) {
        return analysis.result()
                .map(BeatSeries.class::cast)
                .map(series ->
                        series.beats().stream().mapToLong(Beat::sampleIndex).toArray())
                .orElse(new long[0]);
    }

    /** A database may annotate rhythms alone. */
    private String note(Analysis analysis, ReferenceBeats reference) {
        return analysis.skipped()
                .orElse(
                        reference.samples().length > 0
                                ? ""
                                : "no beats among the annotations ." + annotator
                                        + ", so that all found ones count as false");
    }

    private ReferenceBeats reference(Path record, WfdbRecord read, double rate) throws IOException {
        WfdbAnnotations annotations =
                WfdbAnnotations.read(record.resolveSibling(record.getFileName() + "." + annotator));
        double ticks = annotations.timeResolution().orElse(read.header().frameRateHz());
        return ReferenceBeats.of(annotations).atRate(rate / ticks);
    }

    private Ecg chosen(Ecg ecg, String header) throws WfdbFormatException {
        if (lead.isEmpty()) {
            return ecg;
        }
        List<Lead> leads = ecg.leads();
        String wanted = lead.get();
        Optional<Lead> named =
                leads.stream().filter(l -> l.name().equalsIgnoreCase(wanted)).findFirst();
        if (named.isEmpty() && wanted.matches("\\d{1,4}") && Integer.parseInt(wanted) < leads.size()) {
            named = Optional.of(leads.get(Integer.parseInt(wanted)));
        }
        Lead only = named.orElseThrow(() -> new WfdbFormatException(
                header,
                "no lead \"" + wanted + "\"; there are "
                        + leads.stream().map(Lead::name).toList() + ", the first is 0"));
        return new Ecg(ecg.samplingRateHz(), List.of(only));
    }
}
