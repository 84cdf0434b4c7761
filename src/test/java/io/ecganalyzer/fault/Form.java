package io.ecganalyzer.fault;

import java.time.Duration;

/** Whether the suite runs whole, in the short form, with the same faults and less of each, or in a part of the whole. */
final class Form {
    /** Such as 0.25, for a machine on which the whole takes too long at a time. */
    private static final double PART = Double.parseDouble(System.getProperty("fault.part", "1"));

    private Form() {}

    static boolean isShort() {
        return Boolean.getBoolean("fault.short");
    }

    /** The aim, or what a machine may take that does other things too. */
    static Duration within(int wholeMillis, int shorterMillis) {
        return Duration.ofMillis(isShort() ? shorterMillis : wholeMillis);
    }

    /** How many of something. */
    static int many(int whole, int shorter) {
        return isShort() ? shorter : Math.max(shorter, (int) Math.ceil(whole * PART));
    }
}
