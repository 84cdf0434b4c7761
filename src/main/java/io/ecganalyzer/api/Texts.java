package io.ecganalyzer.api;

/** Texts that may hold what strangers sent. */
final class Texts {
    private Texts() {}

    /** At most so many characters; no half of a surrogate pair is left at the cut. */
    static String shortened(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = maxLength - 3;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "...";
    }
}
