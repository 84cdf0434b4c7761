package io.ecganalyzer.fault;

/** Whether the suite runs whole or in the short form, with the same faults and less of each. */
final class Form {
    private Form() {}

    static boolean isShort() {
        return Boolean.getBoolean("fault.short");
    }

    /** How many of something. */
    static int many(int whole, int shorter) {
        return isShort() ? shorter : whole;
    }
}
