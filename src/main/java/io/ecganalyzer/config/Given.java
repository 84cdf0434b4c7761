package io.ecganalyzer.config;

/**
 * A value that somebody gave.
 *
 * @param origin where, as a message names it: a flag, a variable, or a file with its line and key
 * @param value as it was written
 */
public record Given(String origin, String value) {
    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return origin;
    }
}
