package io.ecganalyzer.format;

import java.util.List;

/**
 * An array of whole numbers that is read straight into an array of numbers, with the bounds it is held to while it is read.
 *
 * @param path the names of the properties that lead to it from the root, {@link #ANY_ITEM} for the items of an array
 * @param minimum of each number
 * @param maximum of each number
 */
public record StreamedArray(List<String> path, int minItems, int maxItems, int minimum, int maximum) {
    /** Stands for the items of an array in a path. */
    public static final String ANY_ITEM = "*";

    public StreamedArray {
        path = List.copyOf(path);
    }

    /** The same array held to fewer items. */
    public StreamedArray withMaxItems(int fewer) {
        return new StreamedArray(path, minItems, Math.min(maxItems, fewer), minimum, maximum);
    }
}
