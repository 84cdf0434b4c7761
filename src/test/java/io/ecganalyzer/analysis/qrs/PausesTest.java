package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ecganalyzer.ecg.Stretch;
import io.ecganalyzer.testing.GivenBeats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {
    /** At 100 Hz; stretches as "from-to". */
    @ParameterizedTest
    @CsvSource({
        // From beat to beat, of more than 200 samples.
        "1000, 100 300 501 1000 1001, '', 300-501 501-1000",
        "1000, 100 300 500 700 900, '', ''",
        // From and to an end; without any beat the whole.
        "1000, 201 400 600 799, '', 0-201 799-1000",
        "1000, '', '', 0-1000",
        "200, '', '', ''",
        "0, '', '', ''",
        // What is left of a gap beside what is unreadable.
        "1000, 100 900, 400-600, 100-400 600-900",
        "1000, 100 900, 300-700, ''",
        "1000, 100 900, 0-50 350-360 400-1000, 100-350",
        // Beats within an unreadable stretch, and at its ends.
        "1000, 300 400 500 900, 250-550, 0-250 550-900",
        "1000, 250 550, 250-550, 0-250 550-1000",
    })
    void whatIsReadableForMoreThanTwoSecondsWithoutABeat(int length, String beats, String unreadable, String pauses) {
        int[] samples = Arrays.stream(beats.split(" "))
                .filter(each -> !each.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();

        assertEquals(
                stretches(pauses, "pause"),
                Pauses.of(GivenBeats.at(samples).beats(), stretches(unreadable, "noise"), length, 100));
    }

    private static List<Stretch> stretches(String text, String reason) {
        List<Stretch> stretches = new ArrayList<>();
        for (String each : text.split(" ")) {
            if (!each.isEmpty()) {
                String[] ends = each.split("-");
                stretches.add(new Stretch(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]), reason));
            }
        }
        return stretches;
    }
}
