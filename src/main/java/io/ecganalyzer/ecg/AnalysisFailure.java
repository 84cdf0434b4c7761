package io.ecganalyzer.ecg;

import java.time.Duration;
import java.util.Objects;

/**
 * Why there will be no analysis of an ECG, as its owner reads it. What only helps an operator stands in the log under the
 * request's id.
 *
 * @param code stable, for programs
 * @param message for people
 */
public record AnalysisFailure(String code, String message) {
    public AnalysisFailure {
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
    }

    /** Every attempt failed in a way that might have passed. */
    public static AnalysisFailure attemptsUsedUp(int attempts, String lastReason) {
        return new AnalysisFailure(
                "analysis_failed",
                "The analysis was given up after " + attempts + (attempts == 1 ? " attempt" : " attempts")
                        + "; in the last one " + lastReason + ".");
    }

    /** An analyzer took longer than it may. */
    public static AnalysisFailure analyzerTimeout(String analyzer, Duration limit) {
        return new AnalysisFailure(
                "analyzer_timeout", "The analyzer " + analyzer + " did not end within " + seconds(limit) + " s.");
    }

    /** An analyzer failed in a way that it should not; it would fail again. */
    public static AnalysisFailure analyzerDefect(String analyzer) {
        return new AnalysisFailure(
                "analyzer_defect", "The analyzer " + analyzer + " failed on this ECG because of a defect in it.");
    }

    /** The samples in the database are not what was stored. */
    public static AnalysisFailure signalUnreadable() {
        return new AnalysisFailure("signal_unreadable", "The stored samples of this ECG cannot be read any more.");
    }

    private static String seconds(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }
}
