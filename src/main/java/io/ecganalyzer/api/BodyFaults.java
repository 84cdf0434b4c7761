package io.ecganalyzer.api;

import io.ecganalyzer.api.Problem.Fault;
import io.ecganalyzer.format.MalformedJsonException;
import io.ecganalyzer.format.MalformedJsonException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with a body, whoever found it, into one problem. */
final class BodyFaults {
    private final List<Fault> first = new ArrayList<>();
    private int count;

    /** One fault, at a JSON pointer (RFC 6901). */
    void add(String pointer, String detail) {
        count++;
        if (first.size() < Problem.MAX_FAULTS) {
            first.add(Fault.at(Pointers.fragment(pointer), Texts.shortened(detail, 500)));
        }
    }

    /** What the parser found: the first of them, and how many more there were. */
    void addAll(JsonBodies.ReadBody body) {
        body.json().faults().forEach(fault -> add(fault.pointer(), fault.detail()));
        count += body.json().faultCount() - body.json().faults().size();
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** @throws ProblemException if there is any fault */
    void throwIfAny() {
        if (!isEmpty()) {
            throw problem().asException();
        }
    }

    Problem problem() {
        String detail = count == 1 ? "The body has 1 fault." : "The body has " + count + " faults.";
        return new Problem(ProblemType.INVALID_BODY, detail, first, count, Optional.empty());
    }

    static ProblemException notAnObject() {
        BodyFaults faults = new BodyFaults();
        faults.add("", "is no object");
        return faults.problem().asException();
    }

    static ProblemException problemOf(MalformedJsonException malformed) {
        if (malformed.kind() == Kind.TOO_LONG) {
            BodyFaults faults = new BodyFaults();
            faults.add(malformed.pointer(), malformed.getMessage());
            return faults.problem().asException();
        }
        String detail = "Line " + malformed.line() + ", column " + malformed.column() + ": " + malformed.getMessage();
        Fault fault = Fault.at(Pointers.fragment(malformed.pointer()), Texts.shortened(malformed.getMessage(), 500));
        return Problem.withFaults(ProblemType.MALFORMED_JSON, Texts.shortened(detail, 1_000), List.of(fault))
                .asException();
    }
}
