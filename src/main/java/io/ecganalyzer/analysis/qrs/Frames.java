package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.ecg.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Turns frames of 0.5 s into stretches of samples.
 *
 * @param samplesEach samples of a frame
 * @param length samples of the recording
 */
record Frames(double samplesEach, long length) {

    private int sample(int frame) {
        return (int) Math.min(length, Math.round(frame * samplesEach));
    }

    /** The runs of equal reasons; frames without one are left out. */
    List<Stretch> runs(String[] reason) {
        List<Stretch> runs = new ArrayList<>();
        int begin = 0;
        for (int f = 1; f <= reason.length; f++) {
            if (f == reason.length || !Objects.equals(reason[f], reason[begin])) {
                if (reason[begin] != null && sample(f) > sample(begin)) {
                    runs.add(new Stretch(sample(begin), sample(f), reason[begin]));
                }
                begin = f;
            }
        }
        return runs;
    }

    /** The runs of frames in flutter. */
    List<FlutterEpisode> flutter(boolean[] in, double[] probability) {
        List<FlutterEpisode> episodes = new ArrayList<>();
        for (int f = 0; f < in.length; f++) {
            if (!in[f]) {
                continue;
            }
            int begin = f;
            double sum = 0;
            while (f < in.length && in[f]) {
                sum += probability[f++];
            }
            if (sample(f) > sample(begin)) {
                episodes.add(new FlutterEpisode(sample(begin), sample(f), sum / (f - begin)));
            }
        }
        return episodes;
    }
}
