package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserRemovalTest {
    @ParameterizedTest
    @CsvSource({"8, 10, 16", "8, 60, 8", "8, 100, 8", "8, 101, 4", "1, 20000, 1", "400, 1, 512", "512, 1, 512"})
    void aPieceIsAsLargeAsTheOneBeforeItWasQuick(int size, long millis, int next) {
        assertEquals(next, UserRemoval.nextSize(size, millis));
    }
}
