package io.ecganalyzer.analysis.qrs;

import java.util.stream.IntStream;

/** The frames of one lead in one segment: flutter, activity and standstill. */
final class LeadFrames {
    private static final int FRAME = FlutterFeatures.FRAME;

    private final JudgedLead lead;
    private final RawSignal raw;
    private final BoostedTrees model;
    private final SegmentJudge judge;
    private final FlutterFeatures features;
    /** In a long standstill of the heart the usual amplitude sinks to that of the noise; this holds it up. */
    private final float leastUsual;

    LeadFrames(JudgedLead lead, RawSignal raw, BoostedTrees model, SegmentJudge judge) {
        this.lead = lead;
        this.raw = raw;
        this.model = model;
        this.judge = judge;
        this.features = new FlutterFeatures(lead);
        this.leastUsual = 0.2f * lead.piece().candidates().overall();
    }

    /** The probability of ventricular flutter or fibrillation in each frame from one to before another. */
    float[] flutter(int first, int last) {
        int[] restless =
                IntStream.range(first, last).filter(features::isRestless).toArray();
        float[] rows = new float[restless.length * FlutterFeatures.COUNT];
        for (int k = 0; k < restless.length; k++) {
            System.arraycopy(features.of(restless[k]), 0, rows, k * FlutterFeatures.COUNT, FlutterFeatures.COUNT);
        }
        float[] logOdds = model.logOddsOfAll(rows, FlutterFeatures.COUNT);
        float[] flutter = new float[last - first];
        for (int k = 0; k < restless.length; k++) {
            flutter[restless[k] - first] = (float) (1 / (1 + Math.exp(-logOdds[k])));
        }
        return flutter;
    }

    /** The highest envelope of a frame over the usual one. */
    float activity(int frame) {
        float usual = Math.max(lead.piece().candidates().usualAt(frame * FRAME), leastUsual);
        return usual > 0 ? features.high(frame) / usual : 0;
    }

    /** Whether the signal stands still for most of a frame, and where. */
    byte state(int frame, long segmentFrom) {
        int first = (int) (judge.sample(segmentFrom + (long) frame * FRAME) - raw.from());
        int last = (int) (judge.sample(segmentFrom + (long) (frame + 1) * FRAME) - raw.from());
        last = Math.min(last, raw.length());
        if (last - first < 2 || !raw.isStill(first, last)) {
            return Track.MOVING;
        }
        return raw.isAtAnEnd((first + last) / 2) ? Track.SATURATED : Track.FLAT;
    }
}
