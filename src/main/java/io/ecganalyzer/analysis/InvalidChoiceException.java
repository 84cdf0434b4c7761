package io.ecganalyzer.analysis;

import java.util.List;
import java.util.stream.Collectors;

/** A choice of analyzers that cannot be carried out: all that is wrong with it. */
public final class InvalidChoiceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    InvalidChoiceException(List<Fault> faults) {
        super(faults.stream()
                .map(fault -> fault.choiceIndex() + fault.path() + ": " + fault.detail())
                .collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, in the order of the choices; at least one. */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * One thing that is wrong.
     *
     * @param choiceIndex which choice, from 0
     * @param path where in it, as a JSON pointer from the choice, such as {@code /parameters/policy}
     * @param detail what is wrong, for people
     */
    public record Fault(int choiceIndex, String path, String detail) {}
}
