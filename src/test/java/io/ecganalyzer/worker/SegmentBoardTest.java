package io.ecganalyzer.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SegmentBoardTest {
    private final SegmentBoard board = new SegmentBoard(3);

    private static byte[] partial(int value) {
        return new byte[] {(byte) value};
    }

    @Test
    void whatOthersDoNotBringIsDoneByTheOwner() {
        assertEquals(OptionalInt.of(0), board.give());
        assertEquals(OptionalInt.of(1), board.give());
        assertEquals(OptionalInt.of(2), board.next());
        board.done(2, partial(2));
        assertEquals(OptionalInt.of(0), board.next(), "given longest ago");
        board.done(0, partial(0));
        assertEquals(OptionalInt.of(1), board.next());
        board.done(1, partial(1));
        assertEquals(OptionalInt.empty(), board.next());
        for (int segment = 0; segment < 3; segment++) {
            assertArrayEquals(partial(segment), board.partials().get(segment));
        }
    }

    @Test
    void whatIsGivenBackIsGivenOutNext() {
        board.give();
        board.give();
        board.giveBack(1);
        assertEquals(OptionalInt.of(1), board.give());
    }

    @Test
    void theFirstAnswerCountsAndALateOneChangesNothing() {
        board.give();
        board.giveBack(0);
        board.done(0, partial(7));
        assertEquals(OptionalInt.of(1), board.give(), "not the one that was done after all");
        board.done(0, partial(9));
        board.giveBack(0);
        board.done(1, partial(1));
        board.next();
        board.done(2, partial(2));
        assertFalse(board.next().isPresent());
        assertArrayEquals(partial(7), board.partials().get(0));
    }

    @Test
    void afterTheEndNothingIsGivenOut() {
        board.close();
        assertEquals(OptionalInt.empty(), board.give());
    }
}
