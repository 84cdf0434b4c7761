package io.ecganalyzer.format;

/** The beginning of an array that was taken out of a text. */
final class Cut {
    private final WholeNumbers numbers = new WholeNumbers();
    private long bytes;
    private int lines;
    private long bytesOfLastLine;

    WholeNumbers numbers() {
        return numbers;
    }

    void grow(byte[] from, int start, int end, boolean hasNewlines) {
        bytes += end - start;
        bytesOfLastLine += end - start;
        for (int i = start; hasNewlines && i < end; i++) {
            if (from[i] == '\n') {
                lines++;
                bytesOfLastLine = end - i - 1L;
            }
        }
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    /** How many newlines were in it. */
    int lines() {
        return lines;
    }

    /** How many bytes stood in it behind its last newline; all where it had none. */
    long bytesOfLastLine() {
        return bytesOfLastLine;
    }
}
