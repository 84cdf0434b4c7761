package io.ecganalyzer.embedded;

import java.io.IOException;

/** What Java cannot send by itself: PostgreSQL stops at once on an interrupt, but waits for its clients on a TERM. */
enum Signal {
    INT,
    TERM,
    KILL;

    /** Sends it; a process that is gone already is no fault. The shell's own {@code kill} is there in the smallest image. */
    void send(long pid) throws IOException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -" + name() + " " + pid)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            kill.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
