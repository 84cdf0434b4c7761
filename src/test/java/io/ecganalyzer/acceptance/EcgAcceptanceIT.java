package io.ecganalyzer.acceptance;

import static io.ecganalyzer.acceptance.Ecgs.ecg;
import static io.ecganalyzer.acceptance.Ecgs.lead;
import static io.ecganalyzer.acceptance.Ecgs.zeroCrossings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.client.model.AnalyzerChoice;
import io.ecganalyzer.client.model.EcgReport;
import io.ecganalyzer.client.model.EcgSubmission;
import io.ecganalyzer.client.model.ParameterValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole way of an ECG, through the client that is generated from the contract. */
class EcgAcceptanceIT {
    private static final int[] FIFTEEN = {80, 101, -115, -88, 5, 105, 181, -80, -92, 89, -150, 63, -85, 41, 89};

    private static Service service;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anEcgGoesInAndItsAnalysisComesOut() {
        service.asUser("ada").submits(ecg(lead("I", 5, 0, -4, 23, -9))).andSees(zeroCrossings(2));
        service.asUser("ada")
                .submits(ecg(lead("I", 0, -3, -1, 7, -1, 0, 45), lead("II", FIFTEEN)))
                .andSees(zeroCrossings(2, 8));
    }

    @Test
    void oneRequestTakesAnEcgAndAnswersWithItsReport() {
        EcgReport report = service.asUser("ada").analyzes(ecg(lead("II", FIFTEEN)));
        zeroCrossings(8).accept(report);
        service.asUser("ada").ecg(report.getId()).andSees(zeroCrossings(8));
    }

    @Test
    void zerosAreSkippedWhereThatWasChosen() {
        EcgSubmission ecg = ecg(lead("I", 1, 0, -1))
                .addAnalyzersItem(new AnalyzerChoice()
                        .name("zero_crossings")
                        .putParametersItem("policy", new ParameterValue("skip_zeros")));
        service.asUser("ada")
                .submits(ecg)
                .andSees(zeroCrossings(1))
                .andSees(report -> assertEquals(
                        "skip_zeros",
                        report.getAnalyses()
                                .getZeroCrossings()
                                .getParameters()
                                .get("policy")
                                .getString()));
    }

    @Test
    void bothCountersAgreeAndTheSummaryIsThere() {
        service.asUser("ada")
                .submits(ecg(lead("V5", FIFTEEN))
                        .samplingRate(BigDecimal.valueOf(500))
                        .gain(BigDecimal.valueOf(200)))
                .andSees(report -> assertEquals(
                        report.getAnalyses().getZeroCrossings().getResult(),
                        report.getAnalyses().getZeroCrossingsFast().getResult()))
                .andSees(report -> assertEquals(
                        181,
                        report.getAnalyses()
                                .getSignalSummary()
                                .getResult()
                                .getLeads()
                                .get(0)
                                .getMaximum()));
    }

    @Test
    void theSameIdWithTheSameContentIsTheSameEcg() {
        UUID id = UUID.randomUUID();
        UserSteps ada = service.asUser("ada");
        assertEquals(id, ada.submits(ecg(lead("I", 1, 2)).id(id)).id());
        assertEquals(id, ada.submits(ecg(lead("I", 1, 2)).id(id)).id());
        ada.failsToSubmit(ecg(lead("I", 1, 3)).id(id), 409);
    }

    @Test
    void fiftyRepetitionsAtOnceAreOneEcg() {
        EcgSubmission ecg = ecg(lead("I", 1, -2, 3)).id(UUID.randomUUID());
        UserSteps grace = service.asUser("grace");
        IntStream.range(0, 50).parallel().forEach(i -> grace.submits(ecg));
        assertEquals(List.of(ecg.getId()), grace.lists(10));
        grace.ecg(ecg.getId()).andSees(zeroCrossings(2));
    }

    @Test
    void anIdBelongsToItsOwner() {
        UUID id = UUID.randomUUID();
        service.asUser("ada").submits(ecg(lead("I", 1, -1)).id(id)).andSees(zeroCrossings(1));
        service.asUser("niels").ecg(id).isNotThere();
        service.asUser("niels").submits(ecg(lead("I", 1, -1, 1)).id(id)).andSees(zeroCrossings(2));
        service.asUser("ada").ecg(id).andSees(zeroCrossings(1));
    }

    @Test
    void aDeletedEcgIsGone() {
        EcgSteps deleted = service.asUser("ada").submits(ecg(lead("I", 1, -1))).andSees(zeroCrossings(1));
        deleted.deletes().isNotThere();
        assertTrue(!service.asUser("ada").lists(100).contains(deleted.id()));
    }

    @Test
    void theListIsReadInPagesLatestFirst() {
        UserSteps lise = service.asUser("lise");
        List<UUID> submitted = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            submitted.add(lise.submits(ecg(lead("I", i))).id());
        }
        Collections.reverse(submitted);
        assertEquals(submitted, lise.lists(3));
        assertEquals(submitted, lise.lists(7));
        assertEquals(submitted, lise.lists(500));
    }

    @Test
    void theStreamOfEventsEndsWithTheLastStatus() {
        EcgSteps ecg = service.asUser("ada").submits(ecg(lead("I", 1, -1)));
        String events = ecg.follows();
        assertTrue(events.stripTrailing().endsWith("\"message\":\"The ECG is analyzed.\"}"), events);
        ecg.andSees(zeroCrossings(1));
        assertEquals(1, ecg.follows().split("event: progress", -1).length - 1);
    }

    @Test
    void twoSubmissionsWithoutAnIdAreTwoEcgs() {
        EcgSubmission ecg = ecg(lead("I", 1, -1));
        UserSteps ada = service.asUser("ada");
        assertNotEquals(ada.submits(ecg).id(), ada.submits(ecg).id());
    }

    @Test
    void theAnalyzersAreListed() {
        assertTrue(service.asUser("ada")
                .seesAnalyzers()
                .containsAll(List.of("signal_summary", "zero_crossings", "zero_crossings_fast")));
    }
}
