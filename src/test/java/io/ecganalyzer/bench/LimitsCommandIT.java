package io.ecganalyzer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class LimitsCommandIT {
    private static final Pattern LINE = Pattern.compile("(.*), (?:GB/s|1/s) +([0-9.]+)");

    @Test
    void eachLimitIsANumber(@TempDir Path disk) {
        StringWriter printed = new StringWriter();
        int exit = new CommandLine(new LimitsCommand())
                .setOut(new PrintWriter(printed))
                .execute("--dir", disk.toString());
        assertEquals(0, exit);
        List<String> lines = printed.toString().lines().toList();
        assertEquals(5, lines.size(), printed::toString);
        for (String line : lines) {
            Matcher limit = LINE.matcher(line);
            assertTrue(limit.matches(), line);
            assertTrue(Double.parseDouble(limit.group(2)) > 0, line);
        }
    }
}
