package io.ecganalyzer.worker;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which segments of an ECG are done, given to somebody, or free. Nobody is waited for: who has nothing else to do takes again what
 * was given to others longest ago, and the first answer counts. For many threads.
 */
final class SegmentBoard {
    private final byte[][] partials;
    private final Deque<Integer> free = new ArrayDeque<>();
    /** The one given longest ago first. */
    private final Set<Integer> given = new LinkedHashSet<>();

    private boolean closed;

    SegmentBoard(int segments) {
        partials = new byte[segments][];
        for (int segment = 0; segment < segments; segment++) {
            free.add(segment);
        }
    }

    /** A free segment, for somebody who may never come back with it; none after the end. */
    synchronized OptionalInt give() {
        if (closed || free.isEmpty()) {
            return OptionalInt.empty();
        }
        int segment = free.remove();
        given.add(segment);
        return OptionalInt.of(segment);
    }

    /** It was not done. */
    synchronized void giveBack(int segment) {
        if (given.remove(segment)) {
            free.addFirst(segment);
        }
    }

    /** The next one for the board's owner: a free one, else one that others have; none where all are done. */
    synchronized OptionalInt next() {
        if (!free.isEmpty()) {
            return OptionalInt.of(free.remove());
        }
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(given.iterator().next());
    }

    /** The first to do it counts; a second one says the same. */
    synchronized void done(int segment, byte[] partial) {
        if (partials[segment] == null) {
            partials[segment] = partial;
            given.remove(segment);
            free.remove(segment);
        }
    }

    /** Nothing is given out any more. */
    synchronized void close() {
        closed = true;
    }

    /** Of all segments, in their order; to be called when there is no next one. */
    synchronized List<byte[]> partials() {
        return List.copyOf(Arrays.asList(partials));
    }
}
