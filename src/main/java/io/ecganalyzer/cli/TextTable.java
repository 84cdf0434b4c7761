package io.ecganalyzer.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A table for a terminal: numbers to the right, texts to the left, and as many columns beside each other as fit. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<String[]> heads = new ArrayList<>();
    private final List<String[]> wrapped = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with such columns; a head of several words takes several lines where the table would be too wide otherwise. */
    TextTable(String... heads) {
        for (String head : heads) {
            this.heads.add(new String[] {head.replace('\n', ' ')});
            this.wrapped.add(head.split("\n", -1));
        }
    }

    TextTable row(Object... cells) {
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * Prints it.
     *
     * @param indent before each line
     * @param width of the terminal; columns that do not fit come below, with the first column again
     */
    void print(PrintWriter out, String indent, int width) {
        int whole = IntStream.range(0, heads.size())
                .map(c -> width(c) + GAP.length())
                .sum();
        if (indent.length() + whole > width + GAP.length()) {
            heads.clear();
            heads.addAll(wrapped);
        }
        int from = 1;
        do {
            List<Integer> columns = new ArrayList<>(List.of(0));
            int used = indent.length() + width(0);
            while (from < heads.size() && (columns.size() == 1 || used + GAP.length() + width(from) <= width)) {
                used += GAP.length() + width(from);
                columns.add(from++);
            }
            print(out, indent, columns);
            if (from < heads.size()) {
                out.println();
            }
        } while (from < heads.size());
    }

    private void print(PrintWriter out, String indent, List<Integer> columns) {
        int headLines =
                columns.stream().mapToInt(c -> heads.get(c).length).max().orElse(1);
        for (int line = 0; line < headLines; line++) {
            StringBuilder text = new StringBuilder(indent);
            for (int column : columns) {
                String[] head = heads.get(column);
                int at = line - (headLines - head.length);
                append(text, at < 0 ? "" : head[at], column);
            }
            out.println(text.toString().stripTrailing());
        }
        StringBuilder rule = new StringBuilder(indent);
        columns.forEach(c -> rule.append("\u2500".repeat(width(c))).append(GAP));
        out.println(rule.toString().stripTrailing());
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder(indent);
            columns.forEach(c -> append(text, row.get(c), c));
            out.println(text.toString().stripTrailing());
        }
    }

    private void append(StringBuilder line, String cell, int column) {
        String padding = " ".repeat(width(column) - length(cell));
        line.append(isNumeric(column) ? padding + cell : cell + padding).append(GAP);
    }

    private int width(int column) {
        int head = Arrays.stream(heads.get(column))
                .mapToInt(TextTable::length)
                .max()
                .orElse(0);
        return rows.stream().mapToInt(r -> length(r.get(column))).reduce(head, Math::max);
    }

    private boolean isNumeric(int column) {
        return rows.stream().map(r -> r.get(column)).allMatch(c -> c.matches("-|[-+]?[0-9][0-9.,:eE+-]*( ?%)?"));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
