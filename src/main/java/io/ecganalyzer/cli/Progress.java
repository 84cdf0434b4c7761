package io.ecganalyzer.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** A line at the bottom of a terminal that tells how far it is. Says nothing where nobody watches, as in a pipe or a log. */
final class Progress implements AutoCloseable {
    private static final int BAR = 28;
    private static final int WIDTH = 78;
    private static final int USUAL_COLUMNS = 120;

    private final PrintWriter err;
    private final boolean watched;
    private boolean shown;

    Progress(PrintWriter err, boolean watched) {
        this.err = err;
        this.watched = watched;
    }

    /** On standard error, if that and standard output are a terminal. */
    static Progress on(PrintWriter err) {
        return new Progress(err, isTerminal());
    }

    /** Shows a line in place of the one before. */
    synchronized void show(String text) {
        if (watched) {
            String line = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
            err.print("\r" + line + " ".repeat(WIDTH - line.length()));
            err.flush();
            shown = true;
        }
    }

    /** Shows a bar. */
    void bar(int done, int of, String what) {
        int filled = of == 0 ? BAR : (int) ((long) BAR * done / of);
        show("\u2588".repeat(filled) + "\u2591".repeat(BAR - filled) + " " + done + "/" + of + "  " + what);
    }

    /** Makes room for a line that stays. */
    synchronized void clear() {
        if (shown) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
            shown = false;
        }
    }

    @Override
    public void close() {
        clear();
    }

    @SuppressWarnings("SystemConsoleNull") // null on Java 17 to 21, which are served, too
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there is a console without a terminal, too, and a method that tells.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Columns of the terminal. */
    static int columns() {
        return Optional.ofNullable(System.getenv("COLUMNS"))
                .filter(c -> c.matches("[1-9]\\d{1,3}"))
                .map(Integer::parseInt)
                .orElse(USUAL_COLUMNS);
    }
}
