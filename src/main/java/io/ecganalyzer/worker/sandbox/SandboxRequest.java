package io.ecganalyzer.worker.sandbox;

import io.ecganalyzer.store.EncodedLead;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One ECG for a child.
 *
 * @param choicesJson the analyzers that are to run, with their parameters, and those whose results they read
 * @param reported the names of those whose results are wanted
 * @param leads as the database holds them, so that a signal that cannot be decoded is the child's trouble
 */
public record SandboxRequest(
        String choicesJson, List<String> reported, OptionalDouble samplingRateHz, List<EncodedLead> leads) {
    public SandboxRequest {
        reported = List.copyOf(reported);
        leads = List.copyOf(leads);
    }
}
