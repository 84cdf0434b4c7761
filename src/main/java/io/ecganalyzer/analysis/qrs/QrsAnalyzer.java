package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.Need;
import io.ecganalyzer.analysis.SegmentedAnalyzer;
import io.ecganalyzer.ecg.Beat;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.ecg.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Finds QRS complexes on every lead and on all leads together. */
public final class QrsAnalyzer implements SegmentedAnalyzer {
    /** Samples of all leads filled up to the longest that are always taken: 4 MB. */
    private static final long MOST_FILLED = 1_000_000;

    /** Of a compact recording so much is read at a time. */
    private static final double PIECE_SECONDS = 60;

    private static final int LOOKED_AT = 4096;

    private static final AnalyzerInfo INFO = new AnalyzerInfo(
            "qrs",
            "1.4.0",
            "QRS detection",
            "Finds the R peak of every beat on each lead and on all leads together, at 60 Hz and above, with a confidence, and says"
                    + " why a stretch has none. Candidates from the band-passed slope (Pan and Tompkins 1985), judged by boosted"
                    + " trees in the context of their neighbours, chosen as a sequence (Viterbi 1967).",
            Set.of(Need.SAMPLING_RATE),
            List.of(),
            List.of(),
            QrsResult.class);

    @Override
    public AnalyzerInfo info() {
        return INFO;
    }

    @Override
    public QrsResult analyze(AnalysisInput input) throws AnalysisException {
        Ecg ecg = input.ecg();
        double rate = rate(ecg);
        List<Detection> detections = ecg.leads().stream().anyMatch(Lead::isCompact)
                ? detectInPieces(ecg.leads(), rate)
                : QrsStream.detect(samples(ecg.leads()), rate);
        return result(ecg, rate, detections);
    }

    @Override
    public int segments(Ecg ecg) throws AnalysisException {
        return GridRun.segments(longest(ecg.leads()), rate(ecg));
    }

    @Override
    public byte[] analyzeSegment(AnalysisInput input, int segment) throws AnalysisException {
        return grid(input.ecg()).judge(segment).toBytes();
    }

    @Override
    public QrsResult merge(AnalysisInput input, List<byte[]> partials) throws AnalysisException {
        Ecg ecg = input.ecg();
        Tracks joined = Tracks.joining(ecg.leads().size(), rate(ecg));
        partials.forEach(
                partial -> joined.append(Tracks.ofBytes(partial, ecg.leads().size())));
        return result(ecg, rate(ecg), joined.detections(rate(ecg), longest(ecg.leads())));
    }

    private static GridRun grid(Ecg ecg) throws AnalysisException {
        return new GridRun(
                (from, to) -> piece(ecg.leads(), from, to), longest(ecg.leads()), rate(ecg), QrsModel.shipped());
    }

    private static double rate(Ecg ecg) throws AnalysisException {
        double rate = ecg.samplingRateHz().orElseThrow(() -> new AnalysisException("beats need a sampling rate"));
        if (rate < LeadSignal.MIN_INPUT_RATE_HZ) {
            throw new AnalysisException("beats need at least 60 Hz, the sampling rate is " + rate + " Hz");
        }
        return rate;
    }

    private static QrsResult result(Ecg ecg, double rate, List<Detection> detections) throws AnalysisException {
        List<LeadBeats> leads = new ArrayList<>();
        List<String> used = new ArrayList<>();
        for (int k = 0; k < ecg.leads().size(); k++) {
            Lead lead = ecg.leads().get(k);
            leads.add(leadBeats(lead, detections.get(k + 1), rate));
            if (isUsed(lead)) {
                used.add(lead.name());
            }
        }
        Detection all = detections.get(0);
        int length = longest(ecg.leads());
        List<Beat> beats = beats(all, length);
        return new QrsResult(
                beats,
                times(beats, rate),
                all.unreadable(),
                Pauses.of(beats, all.unreadable(), length, rate),
                all.flutter(),
                used,
                leads);
    }

    /** The same beats as of the whole, with no more than some minutes of the leads in whole numbers at a time. */
    private static List<Detection> detectInPieces(List<Lead> leads, double rate) throws AnalysisException {
        int longest = longest(leads);
        QrsStream stream = new QrsStream(rate, leads.size());
        int step = (int) Math.ceil(PIECE_SECONDS * rate);
        for (int from = 0; from < longest; from += step) {
            stream.push(piece(leads, from, Math.min(longest, from + step)));
        }
        return stream.finish();
    }

    private static int[][] piece(List<Lead> leads, int from, int to) {
        int[][] piece = new int[leads.size()][];
        for (int k = 0; k < piece.length; k++) {
            piece[k] = part(leads.get(k), from, to);
        }
        return piece;
    }

    /** Beyond its end a lead stands still. */
    private static int[] part(Lead lead, int from, int to) {
        int begin = Math.min(from, lead.length() - 1);
        int[] own = lead.samples(begin, Math.max(begin + 1, Math.min(to, lead.length())));
        int[] part = from < lead.length() ? Arrays.copyOf(own, to - from) : new int[to - from];
        Arrays.fill(part, Math.min(part.length, Math.max(0, lead.length() - from)), part.length, own[own.length - 1]);
        return part;
    }

    /**
     * The longest lead's length.
     *
     * @throws AnalysisException where leads filled up to it would take much more memory than the ECG itself
     */
    private static int longest(List<Lead> leads) throws AnalysisException {
        int longest = leads.stream().mapToInt(Lead::length).max().orElse(0);
        long all = leads.stream().mapToLong(Lead::length).sum();
        long filled = (long) longest * leads.size();
        if (filled > MOST_FILLED && filled > 2 * all) {
            throw new AnalysisException("the leads differ too much in length to be looked at together");
        }
        return longest;
    }

    /**
     * The samples of all leads; shorter ones stand still at the end.
     *
     * @throws AnalysisException where they differ too much in length
     */
    private static int[][] samples(List<Lead> leads) throws AnalysisException {
        int longest = longest(leads);
        int[][] samples = new int[leads.size()][];
        for (int k = 0; k < samples.length; k++) {
            int[] own = leads.get(k).samples();
            samples[k] = own.length == longest ? own : Arrays.copyOf(own, longest);
            Arrays.fill(samples[k], own.length, longest, own[own.length - 1]);
        }
        return samples;
    }

    /** A lead that never moves says nothing. */
    private static boolean isUsed(Lead lead) {
        int first = lead.samples(0, 1)[0];
        for (int from = 0; from < lead.length(); from += LOOKED_AT) {
            for (int sample : lead.samples(from, Math.min(lead.length(), from + LOOKED_AT))) {
                if (sample != first) {
                    return true;
                }
            }
        }
        return false;
    }

    private static LeadBeats leadBeats(Lead lead, Detection detection, double rate) {
        int length = lead.length();
        List<Beat> beats = beats(detection, length);
        List<Stretch> unreadable = within(detection.unreadable(), length);
        return new LeadBeats(
                lead.name(),
                beats,
                times(beats, rate),
                unreadable,
                Pauses.of(beats, unreadable, length, rate),
                detection.flutter().stream()
                        .filter(e -> e.fromSample() < length)
                        .map(e -> new FlutterEpisode(e.fromSample(), Math.min(length, e.toSample()), e.confidence()))
                        .toList());
    }

    private static List<Stretch> within(List<Stretch> stretches, int length) {
        return stretches.stream()
                .filter(s -> s.startSample() < length)
                .map(s -> new Stretch(s.startSample(), Math.min(length, s.endSample()), s.reason()))
                .toList();
    }

    private static List<Beat> beats(Detection detection, int before) {
        List<Beat> beats = new ArrayList<>();
        for (int b = 0; b < detection.samples().length && detection.samples()[b] < before; b++) {
            beats.add(new Beat(detection.samples()[b], detection.confidence()[b]));
        }
        return beats;
    }

    private static List<Double> times(List<Beat> beats, double rate) {
        List<Double> times = new ArrayList<>();
        for (Beat beat : beats) {
            times.add(Math.rint(beat.sampleIndex() * 1e6 / rate) / 1000);
        }
        return times;
    }
}
