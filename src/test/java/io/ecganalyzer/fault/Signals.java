package io.ecganalyzer.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** What a process can be sent. */
final class Signals {
    private Signals() {}

    /** Ends it without a word. */
    static void kill(long pid) {
        send("KILL", pid);
    }

    /** Asks it to end. */
    static void term(long pid) {
        send("TERM", pid);
    }

    /** Stops it and all that it started, as a machine that swaps or a virtual one that is moved. */
    static void freeze(long pid) {
        withDescendants(pid).forEach(each -> send("STOP", each));
    }

    static void thaw(long pid) {
        withDescendants(pid).forEach(each -> send("CONT", each));
    }

    private static Stream<Long> withDescendants(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid);
    }

    /** One that is gone already is no fault. */
    private static void send(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
