package io.ecganalyzer.analysis.qrs;

import java.util.stream.IntStream;

/** The frames of one lead in one segment: flutter, activity and standstill. */
final class LeadFrames {
    private static final int FRAME = FlutterFeatures.FRAME;

    /** Below this share of the usual amplitude there is the noise of a resting lead; no flutter in vfdb and cudb was lower. */
    private static final float AT_REST = 0.12f;

    /** 2 s. */
    private static final int RESTING_EITHER_SIDE = 4;

    private final JudgedLead lead;
    private final RawSignal raw;
    private final BoostedTrees model;
    private final SegmentJudge judge;
    private final FlutterFeatures features;

    LeadFrames(JudgedLead lead, RawSignal raw, BoostedTrees model, SegmentJudge judge) {
        this.lead = lead;
        this.raw = raw;
        this.model = model;
        this.judge = judge;
        this.features = new FlutterFeatures(lead);
    }

    /** The frames of the segment's own part, one after another. */
    void describe(Segment segment, Track track) {
        int first = SegmentJudge.first(segment);
        int last = SegmentJudge.last(segment);
        byte[] state = new byte[last - first];
        for (int k = 0; k < state.length; k++) {
            state[k] = state(first + k, segment.from());
        }
        float[] flutter = flutter(first, state);
        for (int k = 0; k < state.length; k++) {
            track.frame(flutter[k], activity(first + k), state[k]);
        }
    }

    /** The probability of ventricular flutter or fibrillation in each frame: none where the signal stands still or rests. */
    private float[] flutter(int first, byte[] state) {
        int[] restless = IntStream.range(0, state.length)
                .filter(k -> state[k] == Track.MOVING && features.isRestless(first + k))
                .toArray();
        float[] rows = new float[restless.length * FlutterFeatures.COUNT];
        for (int k = 0; k < restless.length; k++) {
            float[] row = features.of(first + restless[k]);
            System.arraycopy(row, 0, rows, k * FlutterFeatures.COUNT, FlutterFeatures.COUNT);
        }
        float[] logOdds = model.logOddsOfAll(rows, FlutterFeatures.COUNT);
        float[] flutter = new float[state.length];
        for (int k = 0; k < restless.length; k++) {
            flutter[restless[k]] = (float) (1 / (1 + Math.exp(-logOdds[k])));
        }
        return flutter;
    }

    /** The highest envelope of a frame over the usual one. */
    private float activity(int frame) {
        float usual = lead.piece().candidates().usualAt(frame * FRAME);
        return usual > 0 ? features.high(frame) / usual : 0;
    }

    /** Whether the signal stands still for most of a frame, and where, or rests. */
    private byte state(int frame, long segmentFrom) {
        int first = (int) (judge.sample(segmentFrom + (long) frame * FRAME) - raw.from());
        int last = (int) (judge.sample(segmentFrom + (long) (frame + 1) * FRAME) - raw.from());
        last = Math.min(last, raw.length());
        if (last - first < 2 || !raw.isStill(first, last)) {
            return isResting(frame) ? Track.RESTING : Track.MOVING;
        }
        return raw.isAtAnEnd((first + last) / 2) ? Track.SATURATED : Track.FLAT;
    }

    /** Whether nothing around a frame is higher than noise: between two beats of a clean lead there is nothing else either. */
    private boolean isResting(int frame) {
        int last = Math.min(features.frames(), frame + RESTING_EITHER_SIDE + 1);
        for (int f = Math.max(0, frame - RESTING_EITHER_SIDE); f < last; f++) {
            if (activity(f) > AT_REST) {
                return false;
            }
        }
        return true;
    }
}
