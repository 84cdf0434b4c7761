package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ecganalyzer.ecg.Stretch;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionTest {
    private static final double RATE_HZ = 200;
    private static final int SECONDS = 40;

    /** A gap of any length beyond 2 s, wherever it begins within a frame, is noise where the signal is active, and can be read where not. */
    @ParameterizedTest
    @CsvSource({"1.98, false", "2.02, true", "2.3, true", "2.49, true", "3, true", "7, true"})
    void anActiveGapOfMoreThanTwoSecondsIsNoise(double gap, boolean isNoise) {
        for (int shift = 0; shift < 100; shift += 7) {
            for (float activity : new float[] {0.1f, 1}) {
                Track track = new Track(40);
                for (int at = shift; at < 20 * RATE_HZ; at += 160) {
                    track.beat(at, 8);
                }
                int last = track.beats()[track.beats().length - 1];
                for (int at = last + (int) (gap * RATE_HZ); at < SECONDS * RATE_HZ; at += 160) {
                    track.beat(at, 8);
                }
                for (int frame = 0; frame < 2 * SECONDS; frame++) {
                    track.frame(0, activity, Track.MOVING);
                }

                List<Stretch> unreadable =
                        Detection.of(track, RATE_HZ, (long) (SECONDS * RATE_HZ)).unreadable();

                assertEquals(isNoise && activity == 1 ? 1 : 0, unreadable.size(), shift + ": " + unreadable);
            }
        }
    }
}
