package io.ecganalyzer.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.format.WfdbAnnotations;
import io.ecganalyzer.format.WfdbRecordReader;
import io.ecganalyzer.testing.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The noise of nstdb mixed into the first five minutes of clean leads of mitdb, at ratios of QRS to noise as the program nst defines them:
 * the square of the QRS height over 8 to the power of the noise. Writes the table of docs/accuracy-quality.md to
 * {@code target/signal-quality.md}.
 */
class NoiseStressTest {
    private static final double RATE_HZ = 360;
    private static final int LENGTH = 300 * 360;
    private static final int[] RATIOS_DB = {24, 18, 12, 6, 0, -6};
    private static final List<String> CLEAN = List.of(
            "101", "106", "112", "114", "115", "116", "118", "119", "122", "124", "205", "209", "220", "223", "230");

    private final Map<String, List<SignalQuality.Window>> windows = new LinkedHashMap<>();

    @Test
    void theMoreNoiseTheWorseTheVerdict() throws IOException {
        Recordings.path("nstdb");
        for (String name : CLEAN) {
            Path record = Recordings.path("mitdb").resolve(name);
            int[] clean = Arrays.copyOf(
                    WfdbRecordReader.read(record).toEcg().leads().get(0).samples(), LENGTH);
            int[] beats = Arrays.stream(
                            WfdbAnnotations.read(Path.of(record + ".atr")).beats())
                    .filter(sample -> sample < LENGTH)
                    .mapToInt(sample -> (int) sample)
                    .toArray();
            double height = add("none", clean, beats).qrsHeight();
            for (String kind : List.of("bw", "em", "ma")) {
                int[] noise = WfdbRecordReader.read(Recordings.path("nstdb").resolve(kind + "30s"))
                        .toEcg()
                        .leads()
                        .get(0)
                        .samples();
                for (int ratioDb : RATIOS_DB) {
                    add(kind + " " + ratioDb + " dB", mixed(clean, noise, height, ratioDb), beats);
                }
            }
        }
        write();
        assertTrue(share("none", "usable") > 0.97);
        for (String kind : List.of("bw", "em", "ma")) {
            assertTrue(share(kind + " 18 dB", "usable") > 0.95, kind);
            assertTrue(share(kind + " -6 dB", "usable") < 0.05, kind);
        }
        assertTrue(share("em -6 dB", "unusable") > 0.8);
        assertTrue(share("ma -6 dB", "unusable") > 0.6);
        assertTrue(share("bw -6 dB", "unusable") < 0.05, "beats can be found in baseline wander");
    }

    private SignalQuality.OfLead add(String condition, int[] samples, int... beats) {
        Lead ii = new Lead("II", samples, Optional.empty());
        SignalQuality.OfLead lead =
                new LeadQuality(RATE_HZ, List.of(ii)).measure(beats, List.of()).get(0);
        windows.computeIfAbsent(condition, key -> new ArrayList<>()).addAll(lead.windows());
        return lead;
    }

    private static int[] mixed(int[] clean, int[] noise, double height, int ratioDb) {
        double mean = Arrays.stream(noise).average().orElseThrow();
        double power = Arrays.stream(noise)
                .mapToDouble(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        double gain = Math.sqrt(height * height / 8 / power / Math.pow(10, ratioDb / 10.0));
        int[] mixed = new int[clean.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (int) Math.rint(clean[i] + gain * (noise[i % noise.length] - mean));
        }
        return mixed;
    }

    private double share(String condition, String verdict) {
        List<SignalQuality.Window> all = windows.get(condition);
        return (double) all.stream().filter(w -> w.verdict().equals(verdict)).count() / all.size();
    }

    private void write() throws IOException {
        StringBuilder table = new StringBuilder("| noise | usable | doubtful | unusable |\n|---|---|---|---|\n");
        windows.keySet()
                .forEach(condition -> table.append(String.format(
                        Locale.ROOT,
                        "| %s | %.0f %% | %.0f %% | %.0f %% |%n",
                        condition,
                        100 * share(condition, "usable"),
                        100 * share(condition, "doubtful"),
                        100 * share(condition, "unusable"))));
        Files.writeString(Path.of("target/signal-quality.md"), table);
    }
}
