package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final float DOUBTFUL = 0.6f;
    private static final float CLEAR = 0.9999f;
    private static final double RATE_HZ = 100;

    private static int[] everySecond(int count) {
        int[] beats = new int[count];
        Arrays.setAll(beats, b -> b * 100);
        return beats;
    }

    private static boolean[] suffices(float... confidence) {
        return new Evidence(2.5).suffices(everySecond(confidence.length), confidence, RATE_HZ);
    }

    private static float[] doubtful(int count) {
        float[] confidence = new float[count];
        Arrays.fill(confidence, DOUBTFUL);
        return confidence;
    }

    @Test
    void doubtfulBeatsAloneAreNone() {
        assertArrayEquals(new boolean[200], suffices(doubtful(200)));
        assertArrayEquals(new boolean[0], suffices());
    }

    @Test
    void oneArtefactDoesNotSpeakForAll() {
        float[] confidence = doubtful(100);
        confidence[50] = 1;

        assertArrayEquals(new boolean[100], suffices(confidence));
    }

    @Test
    void doubtfulBeatsWithinAMinuteOfClearOnesStay() {
        float[] confidence = doubtful(200);
        Arrays.fill(confidence, 0, 20, CLEAR);
        boolean[] suffices = suffices(confidence);

        assertArrayEquals(
                allTrue(79),
                Arrays.copyOf(suffices, 79),
                "the last with mostly clear ones around it stands at 19 s at least");
        assertArrayEquals(new boolean[110], Arrays.copyOfRange(suffices, 90, 200));
    }

    @Test
    void clearBeatsComeAfterDoubtfulOnes() {
        float[] confidence = doubtful(200);
        Arrays.fill(confidence, 180, 200, CLEAR);

        assertArrayEquals(allTrue(79), Arrays.copyOfRange(suffices(confidence), 121, 200));
    }

    private static boolean[] allTrue(int count) {
        boolean[] all = new boolean[count];
        Arrays.fill(all, true);
        return all;
    }
}
