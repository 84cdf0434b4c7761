package io.ecganalyzer.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes that is written with its unit, as in {@code 64MiB}. */
public record DataSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB)");

    /** Reads {@code 512B}, {@code 4KiB}, {@code 64MiB} or {@code 1GiB}. */
    public static DataSize parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("is not a size such as 512KiB or 64MiB");
        }
        return new DataSize(Long.parseLong(form.group(1)) * unit(form.group(2)));
    }

    private static long unit(String name) {
        return switch (name) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            default -> 1;
        };
    }

    @Override
    public String toString() {
        for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
            if (bytes != 0 && bytes % unit(unit) == 0) {
                return bytes / unit(unit) + unit;
            }
        }
        return bytes + "B";
    }
}
