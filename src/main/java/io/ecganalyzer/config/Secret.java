package io.ecganalyzer.config;

/** A value that is never printed; whoever needs it has to ask for it. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
