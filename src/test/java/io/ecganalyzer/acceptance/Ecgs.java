package io.ecganalyzer.acceptance;

import io.ecganalyzer.client.model.EcgReport;
import io.ecganalyzer.client.model.EcgSubmission;
import io.ecganalyzer.client.model.LeadReport;
import io.ecganalyzer.client.model.LeadSubmission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;

/** ECGs to submit, and what to see of them. */
public final class Ecgs {
    private Ecgs() {}

    public static EcgSubmission ecg(LeadSubmission... leads) {
        return new EcgSubmission().leads(Arrays.asList(leads));
    }

    public static LeadSubmission lead(String name, int... samples) {
        return new LeadSubmission()
                .name(name)
                .signal(Arrays.stream(samples).boxed().toList());
    }

    /** The zero crossings of all leads, in their order. */
    public static Consumer<EcgReport> zeroCrossings(int... byLead) {
        return report -> {
            List<Integer> counts = new ArrayList<>();
            report.getLeads().stream().map(LeadReport::getZeroCrossesCount).forEach(counts::add);
            Assertions.assertEquals(Arrays.stream(byLead).boxed().toList(), counts);
            Assertions.assertEquals(Arrays.stream(byLead).sum(), report.getZeroCrossesCount());
        };
    }
}
