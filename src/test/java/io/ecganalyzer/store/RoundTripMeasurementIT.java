package io.ecganalyzer.store;

import static io.ecganalyzer.store.TestDatabase.get;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.ecg.Lead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Measures what the database's part of one submission takes: 12 leads of 5,000 samples, one after the other. */
class RoundTripMeasurementIT {
    private static final int WARM_UP = 200;
    private static final int MEASURED = 300;
    private static final int LEADS = 12;
    private static final int SAMPLES = 5_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final List<String> STEPS = List.of("encode", "submit", "claim", "decode", "complete", "report");

    @Test
    void oneSubmissionFromItsSamplesToItsReport() throws UnreadableSignalException {
        try (TestDatabase db = TestDatabase.migrated()) {
            UUID user = db.user();
            List<Lead> leads = NewEcgs.leads(LEADS, SAMPLES);
            List<long[]> rounds = new ArrayList<>();
            for (int i = 0; i < WARM_UP + MEASURED; i++) {
                rounds.add(round(db, user, leads));
            }
            print(rounds.subList(WARM_UP, rounds.size()));
        }
    }

    private static long[] round(TestDatabase db, UUID user, List<Lead> leads) throws UnreadableSignalException {
        long[] at = new long[STEPS.size() + 1];
        at[0] = System.nanoTime();
        NewEcg ecg = NewEcgs.large(user, leads);
        at[1] = System.nanoTime();
        long key = get(db.ecgs.submit(ecg)).ecgKey();
        at[2] = System.nanoTime();
        ClaimedJob job = get(db.jobs.claim(key, Duration.ofSeconds(30), 5)).orElseThrow();
        at[3] = System.nanoTime();
        int loaded = job.decodeEcg().leads().size();
        at[4] = System.nanoTime();
        var result = new StoredAnalysis("a", "1.0.0", "{}", Optional.of("{\"n\":" + loaded + "}"), Optional.empty(), 1);
        assertTrue(get(db.jobs.complete(job.lease(), List.of(result))));
        at[5] = System.nanoTime();
        assertTrue(get(db.ecgs.report(user, ecg.id())).isPresent());
        at[6] = System.nanoTime();
        return at;
    }

    @SuppressWarnings("SystemOut")
    private static void print(List<long[]> rounds) {
        for (int step = 0; step < STEPS.size(); step++) {
            int n = step;
            print(
                    STEPS.get(step),
                    rounds.stream().mapToLong(at -> at[n + 1] - at[n]).toArray());
        }
        print("all", rounds.stream().mapToLong(at -> at[STEPS.size()] - at[0]).toArray());
    }

    @SuppressWarnings("SystemOut")
    private static void print(String step, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-8s median %.2f ms, 95th percentile %.2f ms%n",
                step,
                nanos[nanos.length / 2] / NANOS_PER_MILLI,
                nanos[nanos.length * 95 / 100] / NANOS_PER_MILLI);
    }
}
