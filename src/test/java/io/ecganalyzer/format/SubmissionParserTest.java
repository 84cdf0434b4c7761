package io.ecganalyzer.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.format.MalformedJsonException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionParserTest {
    private static final StreamedArray SIGNAL = new StreamedArray(
            List.of("leads", StreamedArray.ANY_ITEM, "signal"), 1, 1_000_000, Integer.MIN_VALUE, Integer.MAX_VALUE);

    @Test
    void samplesBecomeIntsAndAllElseATree() throws Exception {
        ParsedJson parsed = parse("""
                {"id": "é", "sampling_rate": 250, "gain": 200.5, "flag": true, "none": null,
                 "leads": [{"name": "I", "signal": [0, -0, 2147483647, -2147483648]}, {"signal": [7]}]}
                """);
        Map<?, ?> root = (Map<?, ?>) parsed.root();
        assertEquals("é", root.get("id"));
        assertEquals(250L, root.get("sampling_rate"));
        assertEquals(200.5, root.get("gain"));
        assertEquals(true, root.get("flag"));
        assertTrue(root.containsKey("none"));
        List<?> leads = (List<?>) root.get("leads");
        assertArrayEquals(new int[] {0, 0, Integer.MAX_VALUE, Integer.MIN_VALUE}, (int[])
                ((Map<?, ?>) leads.get(0)).get("signal"));
        assertArrayEquals(new int[] {7}, (int[]) ((Map<?, ?>) leads.get(1)).get("signal"));
        assertEquals(0, parsed.faultCount());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "5"          | is a string, but must be a whole number written as such
            true         | is a boolean, but must be a whole number written as such
            null         | is null, but must be a whole number written as such
            1.5          | is a number with a fraction or an exponent, but must be a whole number written as such
            2.0          | is a number with a fraction or an exponent, but must be a whole number written as such
            1e3          | is a number with a fraction or an exponent, but must be a whole number written as such
            [1]          | is an array, but must be a whole number written as such
            {"a":[1]}    | is an object, but must be a whole number written as such
            2147483648   | is outside -2147483648 to 2147483647
            -2147483649  | is outside -2147483648 to 2147483647
            99999999999999999999999 | is outside -2147483648 to 2147483647
            """)
    void onlyWholeNumbersOf32BitsAreSamples(String sample, String detail) throws Exception {
        ParsedJson parsed = parse("{\"leads\":[{\"signal\":[1]},{\"signal\":[1,2," + sample + ",4]}]}");
        assertEquals(List.of(new JsonFault("/leads/1/signal/2", detail)), parsed.faults());
        assertEquals(1, parsed.faultCount());
    }

    @Test
    void aNumberOfFourThousandDigitsIsPointedAtLikeAnyOther() throws Exception {
        ParsedJson parsed =
                parse("{\"gain\":" + "9".repeat(4000) + ",\"leads\":[{\"signal\":[" + "9".repeat(4000) + "]}]}");
        assertEquals("/leads/0/signal/0", parsed.faults().get(0).pointer());
        assertEquals(Double.MAX_VALUE, ((Map<?, ?>) parsed.root()).get("gain"));
    }

    @Test
    void ofManyFaultsTheFirstTenAreTold() throws Exception {
        ParsedJson parsed = parse("{\"leads\":[{\"signal\":["
                + IntStream.range(0, 100_000).mapToObj(i -> "null").collect(Collectors.joining(",")) + "]}]}");
        assertEquals(10, parsed.faults().size());
        assertEquals("/leads/0/signal/9", parsed.faults().get(9).pointer());
        assertEquals(100_000, parsed.faultCount());
    }

    @Test
    void aSignalHasItsBounds() throws Exception {
        SubmissionParser parser = new SubmissionParser(List.of(SIGNAL.withMaxItems(3)));
        ParsedJson parsed =
                parser.parse(bytes("{\"leads\":[{\"signal\":[]},{\"signal\":[1,2,3]},{\"signal\":[1,2,3,4]}]}"));
        assertEquals(
                List.of(
                        new JsonFault("/leads/0/signal", "has no samples"),
                        new JsonFault("/leads/2/signal", "has 4 samples, but at most 3 are taken")),
                parsed.faults());
    }

    @Test
    void anArrayInAnotherPlaceIsNotStreamedAndNotKeptWhole() throws Exception {
        String numbers = IntStream.range(0, 50_000).mapToObj(i -> "1").collect(Collectors.joining(","));
        ParsedJson parsed = parse("{\"signal\":[" + numbers + "],\"leads\":[]}");
        assertEquals(1, parsed.faultCount());
        assertTrue(((List<?>) ((Map<?, ?>) parsed.root()).get("signal")).size() <= 10_000);
    }

    @Test
    void halfASurrogatePairIsNoCharacter() throws Exception {
        ParsedJson parsed = parse("{\"leads\":[{\"name\":\"\\ud800\"},{\"name\":\"\\ud83d\\ude00\"},{\"\\udc00\":1}]}");
        assertEquals(2, parsed.faultCount());
        assertEquals("/leads/0/name", parsed.faults().get(0).pointer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"leads\":[",
                "{\"leads\":[{\"signal\":[1,2",
                "{\"leads\":[{\"signal\":[1,,2]}]}",
                "{\"leads\":[{\"signal\":[NaN]}]}",
                "{\"leads\":[{\"signal\":[-Infinity]}]}",
                "{\"leads\":[{\"signal\":[007]}]}",
                "{\"leads\":[{\"signal\":[+7]}]}",
                "{\"leads\":[{\"signal\":[1.]}]}",
                "{leads:[]}",
                "{'leads':[]}",
                "{\"a\":1}{\"b\":2}",
                "{\"a\":\"\u0001\"}",
                "<ecg/>",
            })
    void whatIsNoJsonIsRefused(String text) {
        assertEquals(Kind.SYNTAX, refused(text).kind());
    }

    @Test
    void aRefusalSaysWhere() {
        MalformedJsonException refusal = refused("{\"leads\":[\n {\"signal\":[1,2,\n  x]}]}");
        assertEquals("/leads/0/signal/2", refusal.pointer());
        assertEquals(3, refusal.line());
        assertTrue(refusal.getMessage().length() < 300, refusal.getMessage());
    }

    @Test
    void aKeyMayNotStandTwice() {
        MalformedJsonException refusal = refused("{\"leads\":[{\"name\":\"I\",\"name\":\"II\"}]}");
        assertEquals("the key \"name\" stands twice in one object", refusal.getMessage());
        assertEquals("/leads/0/name", refusal.pointer());
    }

    @Test
    void nestingIsBounded() {
        for (String opening : List.of("[", "{\"a\":")) {
            MalformedJsonException refusal = refused(opening.repeat(100_000));
            assertEquals("arrays and objects are nested deeper than 32", refusal.getMessage());
        }
        assertEquals(
                Kind.SYNTAX,
                refused("{\"leads\":[{\"signal\":" + "[".repeat(100_000)).kind());
    }

    @Test
    void textsNamesAndNumbersAreBounded() {
        String megabyte = "x".repeat(1 << 20);
        assertEquals(
                "/leads/0/name",
                refused("{\"leads\":[{\"name\":\"" + megabyte + "\"}]}").pointer());
        assertEquals(
                Kind.TOO_LONG,
                refused("{\"leads\":[{\"name\":\"" + megabyte + "\"}]}").kind());
        assertEquals(Kind.TOO_LONG, refused("{\"" + megabyte + "\":1}").kind());
        assertEquals(
                Kind.TOO_LONG,
                refused("{\"leads\":[{\"signal\":[" + "9".repeat(1 << 20) + "]}]}")
                        .kind());
    }

    @Test
    void onlyUtf8IsRead() {
        for (var charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            assertThrows(
                    MalformedJsonException.class,
                    () -> parser().parse(new ByteArrayInputStream("{\"leads\":[]}".getBytes(charset))));
        }
        assertThrows(
                MalformedJsonException.class,
                () -> parser().parse(new ByteArrayInputStream(new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'})));
    }

    private static MalformedJsonException refused(String text) {
        return assertThrows(MalformedJsonException.class, () -> parse(text));
    }

    private static ParsedJson parse(String text) throws IOException, MalformedJsonException {
        return parser().parse(bytes(text));
    }

    private static SubmissionParser parser() {
        return new SubmissionParser(List.of(SIGNAL));
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
