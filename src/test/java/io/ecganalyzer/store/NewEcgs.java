package io.ecganalyzer.store;

import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Lead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** ECGs to submit in tests. */
public final class NewEcgs {
    public static final List<Lead> TWO_LEADS = List.of(
            new Lead("I", new int[] {5, 0, -4, 23, -9}, Optional.of(new Calibration(200, 1024))),
            new Lead("II", new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, 0}, Optional.empty()));

    private NewEcgs() {}

    public static NewEcg of(UUID userId) {
        return of(userId, UUID.randomUUID(), "content");
    }

    public static NewEcg of(UUID userId, UUID id, String content) {
        return new NewEcg(
                userId,
                id,
                Optional.empty(),
                OptionalDouble.of(250),
                Optional.empty(),
                EncodedLead.encodeAll(TWO_LEADS),
                content.getBytes(StandardCharsets.UTF_8),
                "request-" + id);
    }

    public static List<Lead> leads(int number, int samples) {
        return IntStream.range(0, number)
                .mapToObj(n -> new Lead("lead-" + n, wave(samples, n), Optional.of(new Calibration(1000, 0))))
                .toList();
    }

    public static NewEcg large(UUID userId, List<Lead> leads) {
        return new NewEcg(
                userId,
                UUID.randomUUID(),
                Optional.empty(),
                OptionalDouble.of(500),
                Optional.empty(),
                EncodedLead.encodeAll(leads),
                new byte[] {1},
                "request");
    }

    private static int[] wave(int samples, int seed) {
        Random noise = new Random(seed);
        return IntStream.range(0, samples)
                .map(i -> (int) (1000 * Math.sin(i / 80.0) + 15 * noise.nextGaussian()))
                .toArray();
    }
}
