package io.ecganalyzer.analysis.qrs;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What the segments of a lead (or of all leads together) leave behind, in order of time: beats, and frames of 0.5 s. */
final class Track {
    /** The signal moves. */
    static final byte MOVING = 0;

    /** It moves by its noise alone. */
    static final byte RESTING = 3;

    /** It stands still. */
    static final byte FLAT = 1;

    /** It stands still at an end of its range. */
    static final byte SATURATED = 2;

    private final long apart;
    private int[] beats = new int[64];
    private float[] confidence = new float[64];
    private int beatCount;
    private float[] flutter = new float[64];
    private float[] activity = new float[64];
    private byte[] state = new byte[64];
    private int frameCount;

    /** Beats nearer than {@code apart} samples to the one before are the same beat, seen from both sides of a seam. */
    Track(long apart) {
        this.apart = apart;
    }

    void beat(long sample, float logOdds) {
        add(sample, (float) (1 / (1 + Math.exp(-logOdds))));
    }

    private void add(long sample, float sure) {
        if (beatCount > 0 && sample - beats[beatCount - 1] < apart) {
            return;
        }
        if (beatCount == beats.length) {
            beats = Arrays.copyOf(beats, 2 * beatCount);
            confidence = Arrays.copyOf(confidence, 2 * beatCount);
        }
        beats[beatCount] = Math.toIntExact(sample);
        confidence[beatCount++] = sure;
    }

    /**
     * Adds a frame.
     *
     * @param flutterProbability of ventricular flutter, 0 to 1
     * @param relativeActivity the highest envelope over the usual one
     * @param frameState one of the constants above
     */
    void frame(float flutterProbability, float relativeActivity, byte frameState) {
        if (frameCount == flutter.length) {
            flutter = Arrays.copyOf(flutter, 2 * frameCount);
            activity = Arrays.copyOf(activity, 2 * frameCount);
            state = Arrays.copyOf(state, 2 * frameCount);
        }
        flutter[frameCount] = flutterProbability;
        activity[frameCount] = relativeActivity;
        state[frameCount++] = frameState;
    }

    /** Adds what a later segment left behind. */
    void append(Track later) {
        for (int b = 0; b < later.beatCount; b++) {
            add(later.beats[b], later.confidence[b]);
        }
        for (int f = 0; f < later.frameCount; f++) {
            frame(later.flutter[f], later.activity[f], later.state[f]);
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(beatCount);
        for (int b = 0; b < beatCount; b++) {
            out.writeInt(beats[b]);
            out.writeFloat(confidence[b]);
        }
        out.writeInt(frameCount);
        for (int f = 0; f < frameCount; f++) {
            out.writeFloat(flutter[f]);
            out.writeFloat(activity[f]);
            out.writeByte(state[f]);
        }
    }

    /** Adds what {@link #write} wrote. */
    void read(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            add(in.readInt(), in.readFloat());
        }
        for (int left = in.readInt(); left > 0; left--) {
            frame(in.readFloat(), in.readFloat(), in.readByte());
        }
    }

    int[] beats() {
        return Arrays.copyOf(beats, beatCount);
    }

    float[] confidence() {
        return Arrays.copyOf(confidence, beatCount);
    }

    int frameCount() {
        return frameCount;
    }

    float flutter(int frame) {
        return flutter[frame];
    }

    float activity(int frame) {
        return activity[frame];
    }

    byte state(int frame) {
        return state[frame];
    }
}
