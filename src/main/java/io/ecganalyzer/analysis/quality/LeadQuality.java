package io.ecganalyzer.analysis.quality;

import io.ecganalyzer.analysis.AnalysisInterruptedException;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.ecg.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures the windows of leads; not safe for many threads. */
final class LeadQuality {
    static final double WINDOW_S = 10;

    /** Less holds no two beats, and too little of the spectrum. */
    private static final double SHORTEST_S = 2;

    private final double samplingRateHz;
    private final List<Lead> leads;
    private final int second;
    private final QrsHeight qrsHeight;
    private final Hum hum;
    private final MuscleNoise muscleNoise;
    private final WindowShapes shapes;

    /** Windows of one length whose shapes are not measured yet. */
    private final List<Open> open = new ArrayList<>();

    /** The samples of the window in hand. */
    private int[] samples = {};

    LeadQuality(double samplingRateHz, List<Lead> leads) {
        this.samplingRateHz = samplingRateHz;
        this.leads = leads;
        second = (int) Math.round(samplingRateHz);
        qrsHeight = new QrsHeight(samplingRateHz);
        hum = new Hum(samplingRateHz);
        muscleNoise = new MuscleNoise(samplingRateHz);
        long windows = leads.stream().mapToLong(this::count).sum();
        shapes = new WindowShapes(samplingRateHz, (int) Math.min(WindowShapes.MOST, windows));
    }

    /** Whether nothing can be told of a lead. */
    static boolean isTooShort(Lead lead, double samplingRateHz) {
        return lead.length() < SHORTEST_S * samplingRateHz;
    }

    /**
     * How many windows a lead has; the last one has up to half a window more or less, the only one of a short lead is as long as that. None
     * where it is too short.
     */
    private int count(Lead lead) {
        return isTooShort(lead, samplingRateHz) ? 0 : Math.max(1, (lead.length() + length() / 2) / length());
    }

    private int length() {
        return (int) Math.round(WINDOW_S * samplingRateHz);
    }

    /**
     * The windows of the leads.
     *
     * @param beats places of the beats, or null where they are not known
     * @param flutter stretches in which there are no beats to agree about
     */
    List<SignalQuality.OfLead> measure(int[] beats, List<Stretch> flutter) {
        List<List<SignalQuality.Window>> windows = new ArrayList<>();
        double[] heights = new double[leads.size()];
        for (int k = 0; k < leads.size(); k++) {
            windows.add(new ArrayList<>());
            heights[k] = qrsHeight.of(leads.get(k), beats);
            open(leads.get(k), heights[k], beats, flutter, windows.get(k));
        }
        close();
        List<SignalQuality.OfLead> measured = new ArrayList<>();
        for (int k = 0; k < leads.size(); k++) {
            measured.add(Verdicts.ofLead(leads.get(k).name(), heights[k], windows.get(k)));
        }
        return measured;
    }

    private void open(
            Lead lead, double height, int[] beats, List<Stretch> flutter, List<SignalQuality.Window> windows) {
        Limits limits = Limits.of(lead, samplingRateHz);
        int length = length();
        int count = count(lead);
        for (int i = 0; i < count; i++) {
            AnalysisInterruptedException.throwIfInterrupted();
            int from = i * length;
            int to = i == count - 1 ? lead.length() : from + length;
            boolean told = beats != null
                    && flutter.stream().noneMatch(each -> each.startSample() < to && each.endSample() > from);
            open(lead, from, to, told ? beatsWithin(beats, from, to) : null, height, limits, windows);
        }
    }

    private static int[] beatsWithin(int[] beats, int from, int to) {
        int[] within = Arrays.copyOfRange(beats, atOrAfter(beats, from), atOrAfter(beats, to));
        for (int b = 0; b < within.length; b++) {
            within[b] -= from;
        }
        return within;
    }

    private void open(
            Lead lead,
            int from,
            int to,
            int[] beats,
            double height,
            Limits limits,
            List<SignalQuality.Window> windows) {
        int length = to - from;
        if (!open.isEmpty() && (shapes.isFull() || open.get(0).length != length)) {
            close();
        }
        if (open.isEmpty()) {
            shapes.clear(length);
        }
        samples = samples.length < length ? new int[length] : samples;
        lead.copy(from, to, samples);
        shapes.add(samples);
        double[] means = means(length);
        Hum.Found found = hum.find(samples, length);
        int known = beats == null ? 0 : beats.length;
        double noise = muscleNoise.measure(samples, length, found.frequencyHz(), limits.range(), known);
        Limits.Shares shares = limits.shares(samples, length);
        double scale = height > 0 ? 1 / height : 0;
        open.add(new Open(from, length, beats, shares, means, found, noise, scale, windows));
    }

    private void close() {
        if (!open.isEmpty()) {
            shapes.measure();
        }
        for (int w = 0; w < open.size(); w++) {
            open.get(w).windows.add(window(open.get(w), w));
        }
        open.clear();
    }

    private SignalQuality.Window window(Open it, int w) {
        boolean hums = it.hum.frequencyHz() != 0;
        Verdicts.Measures measures = new Verdicts.Measures(
                it.shares.flat(),
                it.shares.saturated(),
                deviation(it.means) * it.scale,
                largestStep(it.means) * it.scale,
                it.noise * it.scale,
                hums ? (Integer) it.hum.frequencyHz() : null,
                hums ? 2 * it.hum.amplitude() * it.scale : 0,
                finite(shapes.kurtosis(w)),
                finite(shapes.qrsBand(w)),
                finite(shapes.aboveBaseline(w)),
                it.beats == null ? null : (Double) shapes.agreement(w, it.beats));
        return Verdicts.window(it.from / samplingRateHz, it.length / samplingRateHz, measures, it.shares.off());
    }

    private double[] means(int length) {
        int blocks = Math.max(1, length / second);
        double[] means = new double[blocks];
        for (int k = 0; k < blocks; k++) {
            int start = k * second;
            int end = Math.min(length, start + second);
            long sum = 0;
            for (int i = start; i < end; i++) {
                sum += samples[i];
            }
            means[k] = (double) sum / (end - start);
        }
        return means;
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    private static double largestStep(double[] values) {
        double largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i] - values[i - 1]));
        }
        return largest;
    }

    private static int atOrAfter(int[] beats, int sample) {
        int at = Arrays.binarySearch(beats, sample);
        return at < 0 ? -at - 1 : at;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }

    /**
     * A window of which everything is measured but its shape.
     *
     * @param beats from the beginning of the window, or null where they are not known
     * @param scale what makes a unit of the samples a part of the QRS complexes' height
     * @param windows of the lead, where it belongs
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Open(
            int from,
            int length,
            int[] beats,
            Limits.Shares shares,
            double[] means,
            Hum.Found hum,
            double noise,
            double scale,
            List<SignalQuality.Window> windows) {}
}
