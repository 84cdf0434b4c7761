package io.ecganalyzer.bus;

import java.util.Objects;

/**
 * What became of a {@link SegmentRequest}.
 *
 * @param partial what the analyzer says of the segment, in Base64; empty for other kinds than {@code DONE}
 */
@Wire(address = "ecg.segment", maxCharacters = SegmentOutcome.MAX_CHARACTERS)
public record SegmentOutcome(Kind kind, String partial) implements Message.Reply {
    /** Three minutes of 64 leads with as many beats as can be take a quarter of it. */
    static final int MAX_CHARACTERS = 4 << 20;

    /** How it ended. */
    public enum Kind {
        DONE,
        /** No thread is free; another worker may have one. */
        BUSY,
        /** This worker cannot: it has no such analyzer, or the job is no longer held by the one who asks. */
        REFUSED
    }

    public SegmentOutcome {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(partial);
    }

    /** An outcome without a partial. */
    public static SegmentOutcome of(Kind kind) {
        return new SegmentOutcome(kind, "");
    }
}
