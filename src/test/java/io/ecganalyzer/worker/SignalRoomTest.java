package io.ecganalyzer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

class SignalRoomTest {
    private final SignalRoom room = new SignalRoom(100);

    @Test
    void whatFitsTogetherIsLetInTogether() {
        assertTrue(room.take(60).succeeded());
        assertTrue(room.take(40).succeeded());
        assertEquals(100, room.taken());
    }

    @Test
    void whoFindsNoRoomWaitsInTurn() {
        SignalRoom.Taken first = room.take(60).result();
        Future<SignalRoom.Taken> large = room.take(80);
        Future<SignalRoom.Taken> small = room.take(10);
        assertFalse(large.isComplete());
        assertFalse(small.isComplete(), "one that comes later does not starve the one that waits");
        assertEquals(2, room.waiting());
        first.giveBack();
        assertTrue(large.succeeded());
        assertTrue(small.succeeded());
        assertEquals(90, room.taken());
    }

    @Test
    void whatIsLargerThanAllTheRoomHasItAlone() {
        SignalRoom.Taken first = room.take(1).result();
        Future<SignalRoom.Taken> largest = room.take(1_000);
        assertFalse(largest.isComplete());
        first.giveBack();
        assertTrue(largest.succeeded());
        Future<SignalRoom.Taken> next = room.take(1);
        assertFalse(next.isComplete());
        largest.result().giveBack();
        assertTrue(next.succeeded());
    }
}
