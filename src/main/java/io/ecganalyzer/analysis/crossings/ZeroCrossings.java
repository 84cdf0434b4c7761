package io.ecganalyzer.analysis.crossings;

import io.ecganalyzer.analysis.Measured;
import java.util.List;

/**
 * How often the signal changes its sign.
 *
 * @param zeroCrossesCount the sum over all leads
 * @param leads in the order of the ECG
 */
public record ZeroCrossings(
        @Measured("sign changes, summed over all leads") long zeroCrossesCount,

        @Measured("sign changes of each lead, in the order of submission")
        List<OfLead> leads) {
    public ZeroCrossings {
        leads = List.copyOf(leads);
    }

    static ZeroCrossings of(List<OfLead> leads) {
        return new ZeroCrossings(
                leads.stream().mapToLong(OfLead::zeroCrossesCount).sum(), leads);
    }

    /** The sign changes of one lead. */
    public record OfLead(
            @Measured("name of the lead") String name,
            @Measured("sign changes of the lead") int zeroCrossesCount) {}
}
