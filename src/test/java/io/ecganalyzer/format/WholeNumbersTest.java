package io.ecganalyzer.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Lead;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumbersTest {
    private static final int LARGE = 1_000_000;

    private static int[] numbers(int count, IntUnaryOperator number) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, number);
        return numbers;
    }

    private static WholeNumbers of(int... numbers) {
        WholeNumbers whole = new WholeNumbers();
        for (int number : numbers) {
            whole.add(number);
        }
        return whole;
    }

    /** At and beside the ends of blocks, of which the first few are wide whatever they hold. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 2048, 4097, 16_384, 32_768, 49_152, 70_001})
    void allComeOut(int count) {
        Random random = new Random(count);
        int[] numbers = numbers(count, i -> i % 30_000 < 25_000 ? random.nextInt(65_536) - 32_768 : random.nextInt());
        WholeNumbers whole = of(numbers);
        assertEquals(count, whole.length());
        assertArrayEquals(numbers, whole.takeAll());
        assertEquals(0, whole.length());
    }

    @Test
    void aLongOneOfWideAndNarrowBlocksIsCompactWhereItFits() {
        int[] numbers = numbers(Lead.COMPACT_FROM + 777, i -> (short) (i * 31));
        short[] taken = assertInstanceOf(short[].class, of(numbers).take(Integer.MAX_VALUE));
        assertArrayEquals(numbers, numbers(taken.length, i -> taken[i]));
        numbers[5] = LARGE;
        assertArrayEquals(numbers, assertInstanceOf(int[].class, of(numbers).take(Integer.MAX_VALUE)));
    }

    @Test
    void noMoreThanIsAskedForIsTaken() {
        int[] numbers = numbers(40_000, i -> i);
        assertArrayEquals(Arrays.copyOf(numbers, 17_000), (int[]) of(numbers).take(17_000));
    }

    /** What an array of a stranger's is asked for before its rest is read. */
    @Test
    void moreComeAfterTheBoundsWereAskedFor() {
        WholeNumbers whole = of(numbers(3_000, i -> -i));
        assertTrue(whole.areWithin(-2_999, 0));
        assertFalse(whole.areWithin(-2_998, 0));
        assertFalse(whole.areWithin(-2_999, -1));
        whole.add(LARGE);
        assertFalse(whole.areWithin(-2_999, 0));
        assertEquals(3_001, whole.length());
        int[] all = whole.takeAll();
        assertEquals(-2_999, all[2_999]);
        assertEquals(LARGE, all[3_000]);
    }

    /** Behind a block that was given away, and behind one that was narrowed and is written into again. */
    @ParameterizedTest
    @ValueSource(ints = {1_024, 32_768})
    void theLastOneCanBeTakenBack(int before) {
        WholeNumbers whole = of(numbers(before + 1, i -> i));
        assertEquals(before, whole.removeLast());
        whole.add(LARGE);
        int[] all = whole.takeAll();
        assertEquals(before - 1, all[before - 1]);
        assertEquals(LARGE, all[before]);
    }

    @Test
    void nothingIsLeftBehind() {
        WholeNumbers whole = of(numbers(70_000, i -> i));
        whole.takeAll();
        whole.trim();
        assertEquals(0, whole.bytes());
        whole.add(7);
        assertTrue(whole.areWithin(7, 7));
    }

    /** A day's recording takes two bytes a number, a short one no more than an array of its length. */
    @Test
    void itSaysWhatItTakes() {
        WholeNumbers day = of(numbers(1 << 20, i -> i % 100));
        day.trim();
        assertTrue(day.bytes() < 2.1 * (1 << 20), () -> day.bytes() + " bytes");
        WholeNumbers strip = of(numbers(5_000, i -> i % 100));
        strip.trim();
        assertEquals(20_000, strip.bytes());
    }
}
