package io.ecganalyzer.format;

import java.util.Arrays;
import java.util.Optional;

/**
 * What an annotation can mark: the codes of the WFDB library's {@code ecgcodes.h} with the symbols that people know. Codes that are
 * not here (0, 15, 17, 42 to 58) are free for users and are read and written as numbers.
 */
public enum WfdbAnnotationType {
    NORMAL(1, "N", true, "normal beat"),
    LEFT_BUNDLE_BRANCH_BLOCK(2, "L", true, "left bundle branch block beat"),
    RIGHT_BUNDLE_BRANCH_BLOCK(3, "R", true, "right bundle branch block beat"),
    ABERRATED_ATRIAL_PREMATURE(4, "a", true, "aberrated atrial premature beat"),
    PREMATURE_VENTRICULAR(5, "V", true, "premature ventricular contraction"),
    FUSION(6, "F", true, "fusion of ventricular and normal beat"),
    JUNCTIONAL_PREMATURE(7, "J", true, "nodal (junctional) premature beat"),
    ATRIAL_PREMATURE(8, "A", true, "atrial premature beat"),
    SUPRAVENTRICULAR_PREMATURE(9, "S", true, "premature or ectopic supraventricular beat"),
    VENTRICULAR_ESCAPE(10, "E", true, "ventricular escape beat"),
    JUNCTIONAL_ESCAPE(11, "j", true, "nodal (junctional) escape beat"),
    PACED(12, "/", true, "paced beat"),
    UNKNOWN(13, "Q", true, "unclassifiable beat"),
    SIGNAL_QUALITY(14, "~", false, "change of signal quality"),
    ARTIFACT(16, "|", false, "isolated QRS-like artifact"),
    ST_CHANGE(18, "s", false, "change of the ST segment"),
    T_CHANGE(19, "T", false, "change of the T wave"),
    SYSTOLE(20, "*", false, "systole"),
    DIASTOLE(21, "D", false, "diastole"),
    NOTE(22, "\"", false, "comment"),
    MEASUREMENT(23, "=", false, "measurement"),
    P_WAVE(24, "p", false, "P wave peak"),
    BUNDLE_BRANCH_BLOCK(25, "B", true, "left or right bundle branch block beat"),
    PACEMAKER_SPIKE(26, "^", false, "pacemaker spike that captured nothing"),
    T_WAVE(27, "t", false, "T wave peak"),
    RHYTHM(28, "+", false, "change of rhythm"),
    U_WAVE(29, "u", false, "U wave peak"),
    LEARNING(30, "?", true, "beat not classified while learning"),
    FLUTTER_WAVE(31, "!", false, "ventricular flutter wave"),
    FLUTTER_ON(32, "[", false, "start of ventricular flutter or fibrillation"),
    FLUTTER_OFF(33, "]", false, "end of ventricular flutter or fibrillation"),
    ATRIAL_ESCAPE(34, "e", true, "atrial escape beat"),
    SUPRAVENTRICULAR_ESCAPE(35, "n", true, "supraventricular escape beat"),
    LINK(36, "@", false, "link to other data"),
    BLOCKED_ATRIAL_PREMATURE(37, "x", false, "P wave that was not conducted"),
    PACED_FUSION(38, "f", true, "fusion of paced and normal beat"),
    WAVE_ON(39, "(", false, "start of a wave"),
    WAVE_OFF(40, ")", false, "end of a wave"),
    R_ON_T(41, "r", true, "premature ventricular contraction on a T wave");

    private static final WfdbAnnotationType[] BY_CODE = new WfdbAnnotationType[64];

    static {
        Arrays.stream(values()).forEach(t -> BY_CODE[t.code] = t);
    }

    private final int code;
    private final String symbol;
    private final boolean beat;
    private final String description;

    WfdbAnnotationType(int code, String symbol, boolean beat, String description) {
        this.code = code;
        this.symbol = symbol;
        this.beat = beat;
        this.description = description;
    }

    /** The number that stands for it in a file. */
    public int code() {
        return code;
    }

    /** The sign that people write for it. */
    public String symbol() {
        return symbol;
    }

    /** Whether it marks a QRS complex (the library's {@code isqrs}). */
    public boolean isBeat() {
        return beat;
    }

    /** What it marks. */
    public String description() {
        return description;
    }

    /** The type of that code; empty for a code that users give a meaning of their own. */
    public static Optional<WfdbAnnotationType> ofCode(int code) {
        return code < 0 || code >= BY_CODE.length ? Optional.empty() : Optional.ofNullable(BY_CODE[code]);
    }

    /** The type with that symbol. */
    public static Optional<WfdbAnnotationType> ofSymbol(String symbol) {
        return Arrays.stream(values()).filter(t -> t.symbol.equals(symbol)).findFirst();
    }
}
