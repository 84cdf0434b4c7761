package io.ecganalyzer.format;

import java.util.Optional;

/**
 * A mark on a recording.
 *
 * @param sample where, in units of the annotation file's clock (samples as a rule)
 * @param code what, 0 to 58; see {@link WfdbAnnotationType}
 * @param subtype a number whose meaning depends on the type, -512 to 511
 * @param channel the signal it belongs to, 0 to 1023
 * @param number another such number, -512 to 511
 * @param aux text that goes with it, one character a byte; may end in NUL as in the file
 */
public record WfdbAnnotation(long sample, int code, int subtype, int channel, int number, String aux) {
    /** The longest text, in characters. */
    public static final int MAX_AUX = 1023;

    public WfdbAnnotation {
        require(code, 0, 58, "code");
        require(subtype, -512, 511, "subtype");
        require(channel, 0, 1023, "channel");
        require(number, -512, 511, "number");
        if (aux.length() > MAX_AUX || aux.chars().anyMatch(c -> c > 0xff)) {
            throw new IllegalArgumentException("aux must be at most " + MAX_AUX + " characters of Latin-1");
        }
    }

    /** A mark with nothing but its type. */
    public WfdbAnnotation(long sample, WfdbAnnotationType type) {
        this(sample, type.code(), 0, 0, 0, "");
    }

    /** What it marks, where the code has a common meaning. */
    public Optional<WfdbAnnotationType> type() {
        return WfdbAnnotationType.ofCode(code);
    }

    /** Whether it marks a QRS complex. */
    public boolean isBeat() {
        return type().map(WfdbAnnotationType::isBeat).orElse(false);
    }

    /** Whether it is of that type. */
    public boolean is(WfdbAnnotationType type) {
        return code == type.code();
    }

    /** The text without the NUL that many files end it with. */
    public String text() {
        int end = aux.indexOf('\0');
        return end < 0 ? aux : aux.substring(0, end);
    }

    private static void require(int value, int least, int most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + value + ", but must be " + least + " to " + most);
        }
    }
}
