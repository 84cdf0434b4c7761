package io.ecganalyzer.format;

import java.io.InputStream;
import java.util.Arrays;

/**
 * A JSON text from strangers while it arrives. Arrays of whole numbers, of which a submission is nearly all, are read as they pass; what
 * else there is, is kept for {@link SubmissionParser}, which alone judges the text. So a body is never in memory as text, and a
 * recording of a day takes what its samples take.
 *
 * <pre>
 *   {"leads":[{"name":"I","signal":[1,2,3,"x",5]}]}
 *                                   └──┘             taken out: 1, 2
 *   {"leads":[{"name":"I","signal":[3,"x",5]}]}      kept, with a note that two numbers go before the 3
 * </pre>
 *
 * <p>All that is left out are numbers and commas between them that any parser would read the same; so the kept text is right where the
 * whole one is, and wrong in the same place. Takes a nanosecond or two a byte. For one thread at a time.
 */
public final class ArrivingText {
    /** Of one read from a socket at most; longer pieces are taken in parts. */
    private static final int PIECE = 1 << 16;

    /** A number and a comma with what a printer puts between them. What is longer is kept. */
    private static final int MAX_CARRIED = 256;

    /** Shorter beginnings of arrays are kept: a note of one takes as much as these, and strangers may send millions of them. */
    private static final int LEAST_NUMBERS = 64;

    /** What moving numbers and joining an array costs beside a byte of JSON. */
    private static final int NUMBERS_MOVED_AS_A_BYTE_IS_READ = 8;

    private static final int BYTES_READ_AS_A_CUT_IS_JOINED = 16;
    private static final byte[] NONE = {};

    private enum State {
        TEXT,
        STRING,
        ESCAPE,
        ARRAY
    }

    private final int leastNumbers;
    private final KeptBytes kept = new KeptBytes();
    private final Cuts cuts = new Cuts(kept);
    private State state = State.TEXT;
    private Cut cut = new Cut();
    private byte[] carried = NONE;
    private long size;

    public ArrivingText() {
        this(LEAST_NUMBERS);
    }

    ArrivingText(int leastNumbers) {
        this.leastNumbers = leastNumbers;
    }

    /** Where pieces are read: behind what is carried over from the one before. One serves all texts of a thread. */
    public static final class Desk {
        private final byte[] bytes = new byte[MAX_CARRIED + PIECE];
        private final PlainNumbers plain = new PlainNumbers(bytes);
    }

    /** Bytes that came together. */
    @FunctionalInterface
    public interface Piece {
        /** Copies what stands from {@code from} to before {@code to} into an array. */
        void copy(int from, int to, byte[] target, int offset);
    }

    /** Takes in the next piece. */
    public void add(Piece piece, int length, Desk desk) {
        for (int from = 0; from < length; from += PIECE) {
            int to = Math.min(length, from + PIECE);
            System.arraycopy(carried, 0, desk.bytes, 0, carried.length);
            piece.copy(from, to, desk.bytes, carried.length);
            int end = carried.length + to - from;
            carried = NONE;
            read(end, desk);
        }
        size += length;
    }

    private void read(int end, Desk desk) {
        int at = 0;
        while (at < end) {
            at = state == State.ARRAY ? array(at, end, desk) : text(at, end, desk.bytes);
        }
    }

    /** Up to behind the next opening bracket outside of strings. */
    private int text(int from, int end, byte[] bytes) {
        int at = from;
        while (at < end && state != State.ARRAY) {
            byte next = bytes[at++];
            state = switch (state) {
                case TEXT -> next == '"' ? State.STRING : next == '[' ? State.ARRAY : State.TEXT;
                case STRING -> next == '"' ? State.TEXT : next == '\\' ? State.ESCAPE : State.STRING;
                default -> State.STRING;
            };
        }
        kept.add(bytes, from, at);
        return at;
    }

    private int array(int from, int end, Desk desk) {
        boolean begins = cut.isEmpty();
        PlainNumbers.End reached = desk.plain.read(from, end, cut.numbers());
        int at = desk.plain.position();
        boolean goesOn = reached == PlainNumbers.End.MORE_TO_COME;
        if (begins && cut.numbers().length() < leastNumbers) {
            cut = new Cut();
            return goesOn && end - from <= MAX_CARRIED ? carry(from, end, desk) : keep(from);
        }
        cut.grow(desk.bytes, from, at, desk.plain.hasNewlines());
        return goesOn && end - at <= MAX_CARRIED ? carry(at, end, desk) : keep(at);
    }

    private int carry(int from, int end, Desk desk) {
        carried = Arrays.copyOfRange(desk.bytes, from, end);
        return end;
    }

    /** What follows is text again. */
    private int keep(int at) {
        endArray();
        return at;
    }

    private void endArray() {
        state = State.TEXT;
        if (!cut.isEmpty()) {
            cuts.add(cut);
            cut = new Cut();
        }
    }

    /** What was taken out. Nothing more may come. */
    Cuts end() {
        endArray();
        kept.add(carried, 0, carried.length);
        carried = NONE;
        return cuts;
    }

    /** What was not taken out. */
    InputStream kept() {
        return kept.open();
    }

    /** Bytes of the text so far. */
    public long size() {
        return size;
    }

    /** What it takes in memory, with the samples that may stand in what is kept. */
    public long heldBytes() {
        return Math.max(kept.size(), kept.commas() * Integer.BYTES)
                + cuts.bytes()
                + cut.numbers().bytes();
    }

    /** As many bytes of JSON as take the time that is still needed to read it: numbers are only moved once more. */
    public long bytesLeftToRead() {
        return kept.size()
                + cuts.numbers() / NUMBERS_MOVED_AS_A_BYTE_IS_READ
                + (long) cuts.size() * BYTES_READ_AS_A_CUT_IS_JOINED;
    }
}
