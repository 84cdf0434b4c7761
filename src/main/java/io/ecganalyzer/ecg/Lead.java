package io.ecganalyzer.ecg;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One lead of an ECG: its name, its samples in analogue-to-digital units, and how they become millivolts.
 *
 * <p>An array is handed over, not copied: a signal can be many megabytes. Nobody writes to it after construction. A lead may also keep
 * its samples in 16 bits, where they fit: a day of three leads is then 130 MB in place of 260, and who reads it makes whole numbers
 * of the part in hand.
 */
public final class Lead {
    /** From so many samples on two bytes for each rather than four are worth it; who reads a shorter lead would only widen it. */
    public static final int COMPACT_FROM = 1 << 20;

    private final String name;
    private final Optional<Calibration> calibration;
    private final int length;

    /** One of the two is null. */
    private final int[] samples;

    private final short[] compact;

    /** Null before the first call that needs it; two threads that come at once find the same, and each sees it once it is all there. */
    private volatile Extremes extremes;

    /**
     * A lead.
     *
     * @param name such as {@code II} or {@code V5}; unique within its ECG
     * @param samples at least one; the whole int32 range is valid
     * @param calibration empty where the gain is not known
     */
    public Lead(String name, int[] samples, Optional<Calibration> calibration) {
        this(name, Objects.requireNonNull(samples), null, samples.length, calibration);
    }

    /** A lead whose samples fit 16 bits. */
    public Lead(String name, short[] samples, Optional<Calibration> calibration) {
        this(name, null, Objects.requireNonNull(samples), samples.length, calibration);
    }

    private Lead(String name, int[] samples, short[] compact, int length, Optional<Calibration> calibration) {
        this.name = Objects.requireNonNull(name);
        this.calibration = Objects.requireNonNull(calibration);
        this.samples = samples;
        this.compact = compact;
        this.length = length;
        if (length == 0) {
            throw new IllegalArgumentException("lead " + name + " has no samples");
        }
    }

    public String name() {
        return name;
    }

    /** Empty where the gain is not known. */
    public Optional<Calibration> calibration() {
        return calibration;
    }

    /** How many samples there are. */
    public int length() {
        return length;
    }

    /** Whether its samples are kept in 16 bits. */
    public boolean isCompact() {
        return compact != null;
    }

    /** All samples; of a compact lead made anew at each call. */
    public int[] samples() {
        return compact == null ? samples : samples(0, length);
    }

    /** A copy of the samples from one to before another. */
    public int[] samples(int from, int to) {
        if (compact == null) {
            return Arrays.copyOfRange(samples, from, to);
        }
        int[] part = new int[to - from];
        copy(from, to, part);
        return part;
    }

    /** The smallest and the largest sample, in analogue-to-digital units; looked for at the first call. */
    public SampleRange range() {
        return extremes().range();
    }

    /**
     * Whether one of the samples from one to before another may be as small as the smallest or as large as the largest of all. Where this
     * says no, none is: nearly all of a lead need not be looked at for its extremes.
     *
     * @param from from 0 on
     * @param to at most the length
     */
    public boolean mayReachItsRange(int from, int to) {
        return extremes().mayBeWithin(from, to);
    }

    private Extremes extremes() {
        Extremes known = extremes;
        if (known == null) {
            known = compact == null ? Extremes.of(samples) : Extremes.of(compact);
            extremes = known;
        }
        return known;
    }

    /** Copies the samples from one to before another to the beginning of an array. */
    public void copy(int from, int to, int[] into) {
        if (compact == null) {
            System.arraycopy(samples, from, into, 0, to - from);
            return;
        }
        for (int i = 0; i < to - from; i++) {
            into[i] = compact[from + i];
        }
    }
}
