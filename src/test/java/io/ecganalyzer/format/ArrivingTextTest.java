package io.ecganalyzer.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Lead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Its plain twin keeps all of the text for the parser. */
class ArrivingTextTest {
    private static final int NEVER = Integer.MAX_VALUE;

    private static final SubmissionParser PARSER = new SubmissionParser(List.of(
            new StreamedArray(List.of("leads", StreamedArray.ANY_ITEM, "signal"), 1, 200, -2_000_000_000, 2_000_000),
            new StreamedArray(List.of("all"), 0, 1_048_577, Integer.MIN_VALUE, Integer.MAX_VALUE)));

    /** What stands in JSON, what nearly does, and what printers put in between. */
    private static final List<String> BITS = List.of(
            "[",
            "]",
            "{",
            "}",
            ",",
            ",",
            ",",
            ":",
            "\"a\":",
            "\"\\\"[1,2,\":",
            "\"signal\":",
            "\"leads\":[",
            "\"x[\"",
            "1",
            "0",
            "-0",
            "00",
            "-",
            "17",
            "-345",
            "2147483647",
            "-2147483648",
            "2147483648",
            "99999999999",
            "1.5",
            "1e3",
            "true",
            "null",
            "NaN",
            "\n",
            " ",
            "\r\n",
            "\r",
            "\t",
            "\n    ",
            "\\",
            "\"",
            "é",
            "/",
            "+1",
            "x");

    @Test
    void whateverIsSentIsReadAsIfItWereReadWhole() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 10_000; round++) {
            byte[] text = text(random);
            String expected = outcome(text, NEVER, new Random(0), text.length + 1);
            int least = random.nextBoolean() ? 1 : 64;
            int longestPiece = 1 + random.nextInt(random.nextBoolean() ? 10 : 3_000);
            assertEquals(
                    expected,
                    outcome(text, least, random, longestPiece),
                    () -> new String(text, StandardCharsets.UTF_8).replace("\r", "\\r"));
        }
    }

    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(20) == 0 ? "\uFEFF" : "");
        text.append("{\"leads\":[");
        for (int lead = random.nextInt(3); lead >= 0; lead--) {
            text.append("{\"name\":\"[1,2\",\"signal\":").append(numbers(random));
            if (random.nextInt(4) == 0) {
                text.append(", \"other\" : [").append(numbers(random)).append(",7]");
            }
            text.append(lead == 0 ? "}" : "},\n");
        }
        text.append(random.nextInt(3) == 0 ? "],\"all\":" + numbers(random) + "}" : "]}");
        for (int faults = random.nextInt(3); faults > 0; faults--) {
            int at = random.nextInt(text.length());
            String bit = BITS.get(random.nextInt(BITS.size()));
            text.replace(at, Math.min(text.length(), at + random.nextInt(3)), bit);
        }
        String whole = random.nextInt(10) == 0 ? text.substring(0, random.nextInt(text.length())) : text.toString();
        return whole.getBytes(StandardCharsets.UTF_8);
    }

    private static String numbers(Random random) {
        int kind = random.nextInt(12);
        int bound = kind < 6 ? 1_000 : kind < 9 ? 30_000_000 : Integer.MAX_VALUE;
        String between =
                List.of(",", ", ", ",\n  ", " ,\r\n", ",\t\n \n").get(random.nextInt(10) < 6 ? 0 : random.nextInt(5));
        return IntStream.range(0, random.nextInt(3) == 0 ? random.nextInt(4) : random.nextInt(300))
                .mapToObj(i -> random.nextInt(500) == 0
                        ? BITS.get(random.nextInt(BITS.size()))
                        : Integer.toString(random.nextInt(bound) - bound / 2))
                .collect(Collectors.joining(between, random.nextInt(5) == 0 ? "[\n" : "[", "]"));
    }

    /** Everything that can be told of it. */
    private static String outcome(byte[] text, int leastNumbers, Random random, int longestPiece) throws IOException {
        try {
            ParsedJson parsed = PARSER.parse(arrived(text, leastNumbers, random, longestPiece));
            return shown(parsed.root()) + " " + parsed.faults() + " of " + parsed.faultCount();
        } catch (MalformedJsonException malformed) {
            return malformed.kind() + " at " + malformed.pointer() + ", line " + malformed.line() + ", column "
                    + malformed.column() + ": " + malformed.getMessage();
        }
    }

    private static ArrivingText arrived(byte[] text, int leastNumbers, Random random, int longestPiece) {
        ArrivingText arriving = new ArrivingText(leastNumbers);
        ArrivingText.Desk desk = new ArrivingText.Desk();
        for (int at = 0; at < text.length; ) {
            int start = at;
            int length = Math.min(text.length - at, 1 + random.nextInt(longestPiece));
            arriving.add(
                    (from, to, target, offset) -> System.arraycopy(text, start + from, target, offset, to - from),
                    length,
                    desk);
            at += length;
        }
        assertEquals(text.length, arriving.size());
        return arriving;
    }

    private static String shown(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + shown(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ArrivingTextTest::shown).collect(Collectors.joining(", ", "(", ")"));
        }
        return value instanceof int[] numbers
                ? Arrays.toString(numbers)
                : value + (value == null ? "" : " " + value.getClass().getSimpleName());
    }

    @Test
    void aLongSignalTakesTwoBytesASampleAndNoText() throws Exception {
        int length = Lead.COMPACT_FROM + 5;
        byte[] text = ("{\"all\":[" + "-7,".repeat(length - 1) + "32767]}").getBytes(StandardCharsets.US_ASCII);
        ArrivingText arriving = arrived(text, 64, new Random(1), 100_000);
        assertTrue(arriving.heldBytes() < 2.2 * length, "it holds " + arriving.heldBytes() + " bytes");
        short[] samples = (short[]) ((Map<?, ?>) PARSER.parse(arriving).root()).get("all");
        assertEquals(1_048_577, samples.length);
        assertEquals(-7, samples[1_048_576]);
    }

    @Test
    void samplesOfMoreThan16BitsStayWhole() throws Exception {
        int[] numbers = new Random(3).ints(100_000, -40_000, 40_000).toArray();
        Arrays.fill(numbers, 0, 50_000, 1);
        byte[] text = ("{\"all\":" + Arrays.toString(numbers) + "}").getBytes(StandardCharsets.US_ASCII);
        ParsedJson parsed = PARSER.parse(arrived(text, 64, new Random(1), 100_000));
        assertArrayEquals(numbers, (int[]) ((Map<?, ?>) parsed.root()).get("all"));
    }

    /** So that what is held can be charged to its sender before it is too much. */
    @Test
    void manyShortArraysTakeNoMoreThanTheirText() {
        byte[] text = ("[" + "[1,2,".repeat(200_000)).getBytes(StandardCharsets.US_ASCII);
        ArrivingText arriving = arrived(text, 64, new Random(1), 100_000);
        assertTrue(arriving.heldBytes() < 2 * text.length, "it holds " + arriving.heldBytes() + " bytes");
    }

    /** So that its rest is read on the event loop, where 16 kB of JSON are (HeavyWork). */
    @Test
    void littleIsLeftToReadOfARestingEcg() {
        String signal = "1234, ".repeat(4_999) + "5";
        String leads = IntStream.range(0, 12)
                .mapToObj(lead -> "{\"name\": \"V" + lead + "\", \"signal\": [" + signal + "]}")
                .collect(Collectors.joining(",\n"));
        byte[] text = ("{\"sampling_rate\": 500, \"leads\": [" + leads + "]}").getBytes(StandardCharsets.UTF_8);
        ArrivingText arriving = arrived(text, 64, new Random(1), 60_000);
        arriving.end();
        assertTrue(arriving.bytesLeftToRead() < 9_000, "it counts " + arriving.bytesLeftToRead() + " bytes");
    }
}
