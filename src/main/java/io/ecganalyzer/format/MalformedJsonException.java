package io.ecganalyzer.format;

/** A text could not be read to its end. Carries no stack: it is what somebody sent, and may come often. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why it could not be read. */
    public enum Kind {
        /** It is no JSON, has a key twice, or is nested too deeply. */
        SYNTAX,
        /** It is JSON as far as it was read, but a text or a number in it is longer than anything that is taken. */
        TOO_LONG
    }

    private final Kind kind;
    private final String pointer;
    private final int line;
    private final int column;

    MalformedJsonException(Kind kind, String pointer, int line, int column, String detail) {
        super(detail, null, false, false);
        this.kind = kind;
        this.pointer = pointer;
        this.line = line;
        this.column = column;
    }

    public Kind kind() {
        return kind;
    }

    /** The innermost value that was being read, as a JSON pointer (RFC 6901). */
    public String pointer() {
        return pointer;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** In bytes, from 1. */
    public int column() {
        return column;
    }
}
