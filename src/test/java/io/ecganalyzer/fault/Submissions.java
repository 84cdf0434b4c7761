package io.ecganalyzer.fault;

import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.format.SubmissionJson;
import io.ecganalyzer.synthetic.DynamicalModel;
import io.ecganalyzer.synthetic.DynamicalModelSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** ECGs of two leads, mostly of ten seconds, whose zero crossings are known. */
final class Submissions {
    private static final double SAMPLING_RATE_HZ = 250;
    private static final int SECONDS = 10;
    private static final int LEADS = 2;
    private static final int VARIANTS = 8;

    /** A body that stands for any other id: to write it anew each time would take longer than the service takes to refuse it. */
    private record Variant(String head, String tail, int zeroCrossings) {}

    private static final UUID ANY_ID = new UUID(0, 0);

    private final List<Variant> variants = new ArrayList<>();
    private final String analyzers;

    private Submissions(String analyzers, int times) {
        this.analyzers = analyzers;
        for (int seed = 1; seed <= VARIANTS; seed++) {
            Ecg whole = DynamicalModel.record(
                            new DynamicalModelSettings(SAMPLING_RATE_HZ, SECONDS, 60 + 3.0 * seed, 2, 0.5, 0.01, seed))
                    .ecg();
            Ecg ecg = new Ecg(
                    whole.samplingRateHz(),
                    whole.leads().stream()
                            .limit(LEADS)
                            .map(lead -> repeated(lead, times))
                            .toList());
            String[] parts = body(ecg).split(ANY_ID.toString(), 2);
            variants.add(new Variant(parts[0], parts[1], zeroCrossings(ecg)));
        }
    }

    /** For all analyzers, some 50 ms of work each. */
    static Submissions forAllAnalyzers() {
        return new Submissions("", 1);
    }

    /** For all analyzers, each ten seconds so many times. */
    static Submissions repeated(int times) {
        return new Submissions("", times);
    }

    private static Lead repeated(Lead lead, int times) {
        int length = lead.length();
        int[] samples = new int[length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(lead.samples(), 0, samples, i * length, length);
        }
        return new Lead(lead.name(), samples, lead.calibration());
    }

    /** For these analyzers only. */
    static Submissions forAnalyzers(String... names) {
        List<String> chosen = List.of(names).stream()
                .map(name -> "{\"name\":\"" + name + "\"}")
                .toList();
        return new Submissions("\"analyzers\":[" + String.join(",", chosen) + "],", 1);
    }

    private String body(Ecg ecg) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            SubmissionJson.write(bytes, ecg, Optional.of(ANY_ID));
            return "{" + analyzers
                    + bytes.toString(StandardCharsets.UTF_8).strip().substring(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of one, the same for the same number and id. */
    String body(int number, UUID id) {
        return variant(number).head() + id + variant(number).tail();
    }

    int zeroCrossings(int number) {
        return variant(number).zeroCrossings();
    }

    private Variant variant(int number) {
        return variants.get(number % VARIANTS);
    }

    /** Of its own, so that a fault in the service's analyzer is not mirrored here. */
    private static int zeroCrossings(Ecg ecg) {
        int crossings = 0;
        for (Lead lead : ecg.leads()) {
            int[] samples = lead.samples();
            for (int i = 1; i < samples.length; i++) {
                crossings += Integer.signum(samples[i - 1]) * Integer.signum(samples[i]) == -1 ? 1 : 0;
            }
        }
        return crossings;
    }
}
