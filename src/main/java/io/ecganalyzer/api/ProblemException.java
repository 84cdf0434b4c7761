package io.ecganalyzer.api;

/**
 * Ends a request with a problem; thrown or failed with anywhere in this room and answered by {@link ProblemHandler}. Carries no
 * stack: it is an answer and no defect, and may come often.
 */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.type() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
