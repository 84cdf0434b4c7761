package io.ecganalyzer.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/scaling.md to what the simulation says of the measured figures. {@code mvn test -Dtest=ScalingReportTest -Dscaling.write}
 * writes its tables and pictures anew.
 */
class ScalingReportTest {
    private static final Path PAGE = Path.of("docs", "scaling.md");
    private static final Path PICTURES = Path.of("docs", "scaling");

    @Test
    void thePageShowsWhatTheSimulationSays() throws IOException {
        ScalingReport report = new ScalingReport(Measured.load());
        String page = Files.readString(PAGE);
        String current = page;
        for (Map.Entry<String, String> table : report.tables().entrySet()) {
            current = with(current, table.getKey(), table.getValue());
        }
        if (System.getProperty("scaling.write") != null) {
            write(report, current);
            return;
        }
        assertEquals(current, page, "write it anew with -Dscaling.write");
        for (Map.Entry<String, String> picture : report.pictures().entrySet()) {
            assertEquals(picture.getValue(), Files.readString(PICTURES.resolve(picture.getKey())), picture.getKey());
        }
    }

    private static void write(ScalingReport report, String page) throws IOException {
        Files.createDirectories(PICTURES);
        Files.writeString(PAGE, page);
        for (Map.Entry<String, String> picture : report.pictures().entrySet()) {
            Files.writeString(PICTURES.resolve(picture.getKey()), picture.getValue());
        }
    }

    /** The page with a table between its marks. */
    private static String with(String page, String name, String table) {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        assertTrue(from >= 0 && to > from, "no place for " + name);
        return page.substring(0, from + begin.length()) + table + page.substring(to);
    }
}
