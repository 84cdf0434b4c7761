package io.ecganalyzer.worker;

/** A step of work on the pool took longer than it may. */
final class StepTimeoutException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String step;

    StepTimeoutException(String step) {
        super("the step \"" + step + "\" took too long");
        this.step = step;
    }

    /** Its name; empty for what comes before the first. */
    String step() {
        return step;
    }
}
