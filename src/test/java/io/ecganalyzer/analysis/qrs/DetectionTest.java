package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetectionTest {
    /** A second of signal that moves is two frames. */
    private static Detection of(int seconds, int... beats) {
        Track track = new Track(54);
        for (int beat : beats) {
            track.beat(beat, 6);
        }
        for (int frame = 0; frame < 2 * seconds; frame++) {
            track.frame(0, 1, Track.MOVING);
        }
        return Detection.of(track, 360, 360L * seconds);
    }

    @Test
    void aWaveThatStillRisesAtAnEndHasNoPeakInTheRecording() {
        Detection detection =
                of(10, IntStream.rangeClosed(0, 9).map(k -> 360 * k).toArray());
        assertArrayEquals(IntStream.rangeClosed(1, 9).map(k -> 360 * k).toArray(), detection.samples());
        assertEquals(9, detection.confidence().length);
        assertEquals(List.of(), detection.unreadable());

        assertArrayEquals(
                new int[] {1, 400, 800, 1200, 1600, 2000, 2400, 2800, 3200},
                of(10, 1, 400, 800, 1200, 1600, 2000, 2400, 2800, 3200, 3599).samples());
    }
}
