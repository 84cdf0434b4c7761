package io.ecganalyzer.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside {@link ArrivingTextTest}, which reads everything with it and without it. */
class PlainNumbersTest {
    @ParameterizedTest
    @ValueSource(strings = {",", ", ", " , ", ",\n  "})
    void numbersOfEveryLengthComeOutAsTheyStand(String separator) {
        Random random = new Random(3);
        int[] numbers = IntStream.concat(
                        IntStream.of(
                                0,
                                9,
                                10,
                                99,
                                9_999_999,
                                10_000_000,
                                99_999_999,
                                999_999_999,
                                1_000_000_000,
                                Integer.MAX_VALUE,
                                Integer.MIN_VALUE),
                        IntStream.range(0, 20_000).map(i -> random.nextInt() >> random.nextInt(32)))
                .flatMap(number -> IntStream.of(number, -number))
                .toArray();
        byte[] text = Arrays.stream(numbers)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(separator, "", "]"))
                .getBytes(StandardCharsets.US_ASCII);
        WholeNumbers read = new WholeNumbers();
        PlainNumbers plain = new PlainNumbers(text);
        assertEquals(PlainNumbers.End.CLOSED, plain.read(0, text.length, read));
        assertEquals(text.length - 1, plain.position());
        assertArrayEquals(numbers, read.takeAll());
    }

    /** Each stands after one plain number, and before enough plain ones that a usual one may begin there. */
    @ParameterizedTest
    @CsvSource({
        "01",
        "-01",
        "00",
        "-",
        "+1",
        "1.5",
        "1e3",
        "1:",
        "1/",
        "'1,'",
        "a",
        "\u0130",
        "99999999999",
        "2147483648"
    })
    void whatIsNotPlainIsLeftWithTheNumberBeforeIt(String item) {
        byte[] text = ("17," + item + ",1,2,3,4,5,6,7,8,9]").getBytes(StandardCharsets.UTF_8);
        WholeNumbers read = new WholeNumbers();
        PlainNumbers plain = new PlainNumbers(text);
        assertEquals(PlainNumbers.End.NOT_PLAIN, plain.read(0, text.length, read));
        assertEquals(item.equals("1,") ? 3 : 0, plain.position());
        assertArrayEquals(item.equals("1,") ? new int[] {17} : new int[0], read.takeAll());
    }

    /** What stands in the array behind the last byte is of the piece before. */
    @Test
    void nothingBehindTheEndIsRead() {
        byte[] text = "123456,78,9,11111111".getBytes(StandardCharsets.US_ASCII);
        for (int to = 0; to <= 12; to++) {
            WholeNumbers read = new WholeNumbers();
            PlainNumbers plain = new PlainNumbers(text);
            assertEquals(PlainNumbers.End.MORE_TO_COME, plain.read(0, to, read));
            // The last of those that end with a comma is left too, in case that what follows is not plain.
            int taken = to >= 12 ? 2 : to >= 10 ? 1 : 0;
            assertArrayEquals(Arrays.copyOf(new int[] {123_456, 78}, taken), read.takeAll(), "up to " + to);
        }
    }

    /** The longest of the usual ones, with what ends a number right behind the end. */
    @ParameterizedTest
    @ValueSource(strings = {" -123456789,", "-1234567890,", " 1234567891,", "12,34567891,"})
    void aNumberThatTheBytesCutIsNotTaken(String text) {
        for (int to = 0; to < text.length(); to++) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            for (char stale : new char[] {',', ']', '0', ' '}) {
                Arrays.fill(bytes, to, bytes.length, (byte) stale);
                WholeNumbers read = new WholeNumbers();
                PlainNumbers plain = new PlainNumbers(bytes);
                assertEquals(PlainNumbers.End.MORE_TO_COME, plain.read(0, to, read));
                assertEquals(0, read.length(), "up to " + to);
                assertEquals(0, plain.position());
            }
        }
    }
}
