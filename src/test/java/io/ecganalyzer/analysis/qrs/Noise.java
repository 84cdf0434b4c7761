package io.ecganalyzer.analysis.qrs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Real noise of the stress test database, mixed into clean recordings at a known ratio, as its program nst does. */
final class Noise {
    private static final double RATE_HZ = 360;

    private final float[][] motion;
    private final float[][] other;
    private final float[] unseenMotion;

    Noise(Path data) throws IOException {
        Path folder = data.resolve("nstdb");
        int[][] em = Corpus.signals(folder.resolve("em30s.dat"), 16, 2);
        int[][] bw = Corpus.signals(folder.resolve("bw30s.dat"), 16, 2);
        int[][] ma = Corpus.signals(folder.resolve("ma30s.dat"), 16, 2);
        motion = new float[][] {centred(em[0]), centred(em[1])};
        other = new float[][] {centred(bw[0]), centred(bw[1]), centred(ma[0]), centred(ma[1])};
        int[] noisy = Corpus.signals(folder.resolve("118e00s.dat"), 16, 1)[0];
        int[] clean = Corpus.signals(data.resolve("mitdb/118.dat"), 212, 2)[0];
        // The first 30 s of the noise are those of em30s, which training sees.
        int from = 14_400 + 10_800;
        int[] rest = new int[noisy.length - from];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = noisy[from + i] - clean[180_000 + from + i];
        }
        unseenMotion = centred(rest);
    }

    private static float[] centred(int[] x) {
        double mean = Arrays.stream(x).average().orElse(0);
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) (x[i] - mean);
        }
        return y;
    }

    /** A long stretch of noise made of pieces of random place, sign and speed. */
    private float[] stretch(int length, double rateHz, float[][] sources, Random random) {
        float[] all = new float[length];
        int fade = (int) (0.5 * rateHz);
        for (int at = -fade; at < length; ) {
            float[] source = sources[random.nextInt(sources.length)];
            double step = RATE_HZ / rateHz * (0.8 + 0.45 * random.nextDouble());
            int size = (int) ((8 + 12 * random.nextDouble()) * rateHz);
            size = Math.min(size, (int) ((source.length - 2) / step));
            double first = random.nextDouble() * (source.length - 2 - size * step);
            float sign = random.nextBoolean() ? 1 : -1;
            for (int i = 0; i < size; i++) {
                if (at + i >= 0 && at + i < length) {
                    double place = first + i * step;
                    int whole = (int) place;
                    float value = (float) (source[whole] + (place - whole) * (source[whole + 1] - source[whole]));
                    float weight = Math.min(1, Math.min(i, size - 1 - i) / (float) fade);
                    all[at + i] += sign * weight * value;
                }
            }
            at += size - fade;
        }
        return all;
    }

    /** The first lead of a recording with noise of changing strength mixed into every second half minute, for training. */
    Recording mixed(Recording clean, long seed) {
        Random random = new Random(seed);
        int[] samples = clean.leads()[0].clone();
        double power = qrsPower(clean, 0);
        int part = (int) (30 * clean.rateHz());
        for (int from = part; from < samples.length; from += 2 * part) {
            int length = Math.min(part, samples.length - from);
            float[][] sources = random.nextInt(3) > 0 ? motion : other;
            double decibel = 24 * random.nextDouble();
            add(samples, from, stretch(length, clean.rateHz(), sources, random), power, decibel);
        }
        return with(clean, "mixed", new int[][] {samples});
    }

    /** The stress test's own plan: after 5 min, 2 min of noise and 2 min without, in turn; motion noise no training saw. */
    Recording stress(Recording clean, double decibel) {
        int[] samples = clean.leads()[0].clone();
        float[] noise = unseenMotion;
        double power = qrsPower(clean, 0);
        int part = (int) (120 * RATE_HZ);
        for (int from = (int) (300 * RATE_HZ); from < samples.length; from += 2 * part) {
            float[] stretch = new float[Math.min(part, samples.length - from)];
            for (int i = 0; i < stretch.length; i++) {
                // To and fro, so that there is no jump where it begins again.
                int lap = (from / 7 + i) % (2 * noise.length);
                stretch[i] = noise[lap < noise.length ? lap : 2 * noise.length - 1 - lap];
            }
            add(samples, from, stretch, power, decibel);
        }
        return with(clean, "stress" + (int) decibel, new int[][] {samples});
    }

    /** Recordings of noise alone. */
    List<Recording> alone(long seed) {
        Random random = new Random(seed);
        List<Recording> all = new ArrayList<>();
        for (int kind = 0; kind < 8; kind++) {
            int length = 240 * 360;
            float[] noise = kind < 3
                    ? stretch(length, 360, motion, random)
                    : kind < 5 ? stretch(length, 360, other, random) : coloured(length, kind - 5, random);
            int[] samples = new int[length];
            for (int i = 0; i < length; i++) {
                samples[i] = Math.round(noise[i]);
            }
            all.add(new Recording(
                    "alone",
                    "noise" + kind,
                    "alone" + kind,
                    360,
                    new int[][] {samples},
                    new int[][] {{}},
                    new int[0][],
                    0,
                    length));
        }
        return all;
    }

    /** White, brown and bursting noise. */
    private static float[] coloured(int length, int kind, Random random) {
        float[] noise = new float[length];
        float state = 0;
        for (int i = 0; i < length; i++) {
            float white = (float) random.nextGaussian();
            state = 0.99f * state + white;
            double burst = Math.pow(Math.sin(i / 300.0) * Math.sin(i / 1711.0), 2);
            noise[i] = (float) (kind == 0 ? 100 * white : kind == 1 ? 20 * state : 200 * white * burst);
        }
        return noise;
    }

    private static Recording with(Recording clean, String kind, int[][] leads) {
        return new Recording(
                kind,
                clean.database() + clean.name(),
                clean.group(),
                clean.rateHz(),
                leads,
                Arrays.copyOf(clean.beats(), leads.length),
                clean.flutter(),
                clean.from(),
                clean.to());
    }

    private static void add(int[] samples, int from, float[] noise, double signalPower, double decibel) {
        double power = 0;
        for (float value : noise) {
            power += value * value;
        }
        double gain = Math.sqrt(signalPower / (power / noise.length) / Math.pow(10, decibel / 10));
        for (int i = 0; i < noise.length; i++) {
            samples[from + i] += (int) Math.round(gain * noise[i]);
        }
    }

    /** Mean peak-to-peak amplitude of the beats, squared, over 8. */
    private static double qrsPower(Recording clean, int lead) {
        double size = beatSize(clean, lead);
        return size * size / 8;
    }

    /** Mean peak-to-peak amplitude of the beats. */
    static double beatSize(Recording clean, int lead) {
        int half = (int) (0.05 * clean.rateHz());
        double sum = 0;
        int count = 0;
        for (int beat : clean.beats()[lead]) {
            int low = Integer.MAX_VALUE;
            int high = Integer.MIN_VALUE;
            for (int i = Math.max(0, beat - half); i < Math.min(clean.leads()[lead].length, beat + half); i++) {
                low = Math.min(low, clean.leads()[lead][i]);
                high = Math.max(high, clean.leads()[lead][i]);
            }
            if (count < 300 && high > low) {
                sum += high - low;
                count++;
            }
        }
        return sum / Math.max(1, count);
    }
}
