package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.dsp.LowPassResampler;
import java.util.ArrayList;
import java.util.List;

/** One lead of a recording in one segment, with its reference at 200 Hz. */
final class Piece {
    final Recording recording;
    final int lead;
    final Segment segment;
    final LeadPiece data;
    final byte[] label;
    final float[] weight;

    private Piece(Recording recording, int lead, Segment segment, LeadPiece data) {
        this.recording = recording;
        this.lead = lead;
        this.segment = segment;
        this.data = data;
        this.label = new byte[data.candidates().count()];
        this.weight = new float[label.length];
        judge(
                recording,
                lead,
                segment,
                data.candidates().place(),
                data.candidates().height(),
                label,
                weight);
    }

    static List<Piece> of(Recording recording, int lead) {
        int[] samples = recording.leads()[lead];
        float[] input = new float[samples.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = samples[i] - samples[0];
        }
        LowPassResampler resampler = LeadSignal.resampler(recording.rateHz());
        List<Piece> pieces = new ArrayList<>();
        for (Segment segment : Segment.all(resampler.outputLength(samples.length))) {
            float[] wide = new float[(int) (segment.to() - segment.from())];
            resampler.resample(input, 0, segment.from(), wide);
            pieces.add(new Piece(recording, lead, segment, new LeadPiece(LeadSignal.of(wide))));
        }
        return pieces;
    }

    /** Labels candidates: the best within 150 ms of a reference beat is that beat, the others hardly matter. */
    static void judge(
            Recording recording, int lead, Segment segment, int[] place, float[] height, byte[] label, float[] weight) {
        double scale = LeadSignal.RATE_HZ / recording.rateHz();
        for (int c = 0; c < place.length; c++) {
            boolean counts = recording.counts((int) ((place[c] + segment.from()) / scale));
            weight[c] = counts && segment.isCore(place[c]) ? 1 : 0;
        }
        for (int beat : recording.beats()[lead]) {
            double at = beat * scale - segment.from();
            if (at < -40 || at > segment.to() - segment.from() + 40) {
                continue;
            }
            int best = -1;
            double bestValue = 0;
            for (int c = lower(place, (int) at - 30); c < place.length && place[c] <= at + 30; c++) {
                double value = height[c] * (1 - Math.abs(place[c] - at) / 60);
                if (value > bestValue) {
                    best = c;
                    bestValue = value;
                }
                weight[c] *= 0.3f;
            }
            if (best >= 0) {
                label[best] = 1;
                weight[best] = weight[best] > 0 ? 1 : 0;
            }
        }
    }

    private static int lower(int[] place, int value) {
        int at = java.util.Arrays.binarySearch(place, value);
        return at >= 0 ? at : -at - 1;
    }
}
