package io.ecganalyzer.worker;

import io.ecganalyzer.analysis.AnalyzerDefectException;
import io.ecganalyzer.analysis.InvalidChoiceException;
import io.ecganalyzer.store.UnreadableSignalException;
import io.ecganalyzer.worker.sandbox.AnalyzerProcessException;
import java.util.concurrent.RejectedExecutionException;

/**
 * Why an attempt failed.
 *
 * @param code stable, for programs, in snake_case
 * @param message for the client, without anything of the inside
 * @param permanent whether another attempt would end the same
 * @param isDefect whether the cause belongs into the log as a whole
 */
record JobFailure(String code, String message, boolean permanent, boolean isDefect) {
    /** Analyzers are pure: what one throws it throws again. Only what depends on the machine may pass. */
    static JobFailure of(Throwable cause, TimeLimits timeLimits) {
        if (cause instanceof StepTimeoutException timeout) {
            String who = timeout.step().isEmpty() ? "Reading the signal" : "The analyzer " + timeout.step();
            String message =
                    who + " did not end within " + timeLimits.of(timeout.step()).toMillis() / 1000.0 + " s.";
            return new JobFailure("analyzer_timeout", message, true, false);
        }
        if (cause instanceof UnreadableSignalException) {
            return new JobFailure("signal_unreadable", "The stored signal cannot be read any more.", true, true);
        }
        if (cause instanceof InvalidChoiceException) {
            String message = "An analyzer that was chosen is not available any more, or has other parameters.";
            return new JobFailure("analyzer_unavailable", message, true, true);
        }
        if (cause instanceof OutOfMemoryError || cause.getCause() instanceof OutOfMemoryError) {
            return new JobFailure("out_of_memory", "The analysis needed more memory than there is.", false, false);
        }
        if (cause instanceof AnalyzerProcessException ended) {
            return ofProcess(ended);
        }
        if (cause instanceof RejectedExecutionException) {
            return new JobFailure("no_thread", "The node has no thread left for the analysis.", false, false);
        }
        if (cause instanceof AnalyzerDefectException defect) {
            String message = "The analyzer " + defect.analyzer() + " failed on this ECG.";
            return new JobFailure("analyzer_failed", message, true, true);
        }
        return new JobFailure("analysis_failed", "The analysis failed.", false, true);
    }

    /** In its own process an analyzer has the same memory each time, and no neighbours. */
    private static JobFailure ofProcess(AnalyzerProcessException ended) {
        if (ended.isFromOutside()) {
            return new JobFailure("analyzer_ended", "The process of the analysis was ended.", false, false);
        }
        if (ended.isOutOfMemory()) {
            String who = ended.analyzer().isEmpty() ? "Reading the signal" : "The analyzer " + ended.analyzer();
            String message = who + " needed more memory than it may have.";
            return new JobFailure("out_of_memory", message, true, false);
        }
        String message = "The analyzer " + ended.analyzer() + " ended its process.";
        return new JobFailure("analyzer_ended", message, true, true);
    }
}
