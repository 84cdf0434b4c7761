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
        A(1, 500, 500),
        /** Twelve leads of 5,000 samples: a resting ECG. */
        B(12, 5_000, 500),
        /** Two leads of 650,000 samples: half an hour at 360 Hz. */
        C(2, 650_000, 360),
        /** Three leads of 21,600,000 samples: a day at 250 Hz, 260 MB of JSON. */
        D(3, 21_600_000, 250);

        private final int leads;
        private final int samples;
        private final int samplingRateHz;

        Size(int leads, int samples, int samplingRateHz) {
            this.leads = leads;
            this.samples = samples;
            this.samplingRateHz = samplingRateHz;
        }

        int samplesInAll() {
            return leads * samples;
        }
    }

    /** One body and the sum of its leads' zero crossings, where they are asked for. */
    record Submission(Buffer body, OptionalLong zeroCrossings) {}

    private static final int PART = 1 << 16;

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
        int variants = size == Size.D ? 1 : Math.max(2, Math.min(64, 8_000_000 / size.samplesInAll()));
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
        Buffer json = Buffer.buffer(size.samplesInAll() * 4 + 1_000);
        json.appendString("{\"sampling_rate\":" + size.samplingRateHz + ",\"gain\":200,");
        if (!analyzers.isEmpty()) {
            json.appendString("\"analyzers\":[{\"name\":\"" + String.join("\"},{\"name\":\"", analyzers) + "\"}],");
        }
        json.appendString("\"leads\":[");
        long crossings = 0;
        for (int lead = 0; lead < size.leads; lead++) {
            int[] signal = signal(size.samples, random);
            crossings += zeroCrossings(signal);
            json.appendString((lead == 0 ? "" : ",") + "{\"name\":\"lead " + (lead + 1) + "\",\"signal\":[");
            append(signal, json);
            json.appendString("]}");
        }
        json.appendString("]}");
        boolean counted = analyzers.isEmpty() || analyzers.contains("zero_crossings");
        return new Submission(json, counted ? OptionalLong.of(crossings) : OptionalLong.empty());
    }

    /** In parts: as one text a day's samples would take the memory of the generator. */
    private static void append(int[] signal, Buffer json) {
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < signal.length; i++) {
            part.append(i == 0 ? "" : ",").append(signal[i]);
            if (part.length() > PART || i == signal.length - 1) {
                json.appendBytes(part.toString().getBytes(StandardCharsets.US_ASCII));
                part.setLength(0);
            }
        }
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
