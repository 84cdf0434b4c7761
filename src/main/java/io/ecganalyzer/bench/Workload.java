package io.ecganalyzer.bench;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * The bodies that are submitted, and what is known of their answers. They carry no id, so each may be sent many times.
 *
 * <p>Signals are whole numbers that vary slowly with noise on top, as those of a resting ECG do, so that they neither compress
 * better nor parse faster than real ones.
 */
final class Workload {
    /** How large one ECG is. */
    enum Size {
        /** One lead of 500 samples. */
        A(1, 500),
        /** Twelve leads of 5,000 samples: a resting ECG. */
        B(12, 5_000),
        /** Two leads of 650,000 samples: half an hour at 360 Hz. */
        C(2, 650_000);

        private final int leads;
        private final int samples;

        Size(int leads, int samples) {
            this.leads = leads;
            this.samples = samples;
        }

        int samplesInAll() {
            return leads * samples;
        }
    }

    /** One body and the sum of its leads' zero crossings, where they are asked for. */
    record Submission(Buffer body, OptionalLong zeroCrossings) {}

    private final List<Submission> submissions;

    private Workload(List<Submission> submissions) {
        this.submissions = List.copyOf(submissions);
    }

    /**
     * The same bodies at every call: the generator is seeded by the size.
     *
     * @param analyzers the names of those that are asked for; empty for all
     */
    static Workload of(Size size, List<String> analyzers) {
        // Enough that no cache of a processor holds all of them, and few enough for the memory of the generator.
        int variants = Math.max(2, Math.min(64, 8_000_000 / size.samplesInAll()));
        SplittableRandom random = new SplittableRandom(size.samplesInAll());
        List<Submission> made = new ArrayList<>();
        for (int i = 0; i < variants; i++) {
            made.add(submission(size, analyzers, random));
        }
        return new Workload(made);
    }

    List<Submission> submissions() {
        return submissions;
    }

    private static Submission submission(Size size, List<String> analyzers, SplittableRandom random) {
        StringBuilder json = new StringBuilder(size.samplesInAll() * 5 + 200);
        json.append("{\"sampling_rate\":500,\"gain\":200,");
        if (!analyzers.isEmpty()) {
            json.append("\"analyzers\":[{\"name\":\"")
                    .append(String.join("\"},{\"name\":\"", analyzers))
                    .append("\"}],");
        }
        json.append("\"leads\":[");
        long crossings = 0;
        for (int lead = 0; lead < size.leads; lead++) {
            int[] signal = signal(size.samples, random);
            crossings += zeroCrossings(signal);
            json.append(lead == 0 ? "" : ",")
                    .append("{\"name\":\"lead ")
                    .append(lead + 1)
                    .append("\",\"signal\":[");
            for (int i = 0; i < signal.length; i++) {
                json.append(i == 0 ? "" : ",").append(signal[i]);
            }
            json.append("]}");
        }
        json.append("]}");
        boolean counted = analyzers.isEmpty() || analyzers.contains("zero_crossings");
        return new Submission(
                Buffer.buffer(json.toString().getBytes(StandardCharsets.US_ASCII)),
                counted ? OptionalLong.of(crossings) : OptionalLong.empty());
    }

    private static int[] signal(int samples, SplittableRandom random) {
        int[] signal = new int[samples];
        double phase = random.nextDouble(2 * Math.PI);
        double period = random.nextDouble(300, 600);
        for (int i = 0; i < samples; i++) {
            double slow = 60 * Math.sin(phase + i / period) + 150 * Math.exp(-0.02 * Math.pow(i % 400 - 200, 2));
            signal[i] = (int) Math.round(slow + random.nextDouble(-4, 4));
        }
        return signal;
    }

    /** Of its own, so that a fault in the service's analyzer is not mirrored here. */
    private static long zeroCrossings(int[] signal) {
        long crossings = 0;
        for (int i = 1; i < signal.length; i++) {
            if (Integer.signum(signal[i - 1]) * Integer.signum(signal[i]) == -1) {
                crossings++;
            }
        }
        return crossings;
    }
}
