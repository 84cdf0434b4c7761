package io.ecganalyzer.worker;

/** The job is another's, or its ECG was deleted: what is found is for nobody. */
final class LeaseLostException extends Exception {
    private static final long serialVersionUID = 1L;
}
