package io.ecganalyzer.format;

import java.util.ArrayList;
import java.util.List;

/** The first faults of a text and how many there are: short, whatever is read. */
final class JsonFaults {
    private static final int LISTED = 10;

    private final List<JsonFault> first = new ArrayList<>();
    private int count;

    /** Whether another one would be listed, so that its pointer is worth making. */
    boolean listsNext() {
        return first.size() < LISTED;
    }

    void add(String pointer, String detail) {
        count++;
        if (listsNext()) {
            first.add(new JsonFault(pointer, detail));
        }
    }

    void addUnlisted() {
        count++;
    }

    List<JsonFault> first() {
        return List.copyOf(first);
    }

    int count() {
        return count;
    }
}
