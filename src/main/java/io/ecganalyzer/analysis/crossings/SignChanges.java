package io.ecganalyzer.analysis.crossings;

/**
 * Sign changes without a branch. C2 does not vectorise a loop over {@code a[i]} and {@code a[i - 1]}; it does vectorise one over
 * {@code a[i]} and {@code shifted[i]}, so each block is first copied, shifted by one, into an array that stays in the L1 cache.
 *
 * <p>The sign bit of {@code v | -v} is set for every v but 0, {@code Integer.MIN_VALUE} included; that of {@code x ^ p} where x and
 * p have different signs. Both together are a crossing.
 */
final class SignChanges {
    /** 8 KiB an array: two of them and the samples fit any L1 data cache, and the copy costs less than it gains. */
    private static final int BLOCK_SAMPLES = 2048;

    private final int[] shifted = new int[BLOCK_SAMPLES];
    private final int[] kept = new int[BLOCK_SAMPLES + 1];

    int count(int[] samples, Policy policy) {
        return policy == Policy.ADJACENT ? countAdjacent(samples, samples.length) : countWithoutZeros(samples);
    }

    private int countAdjacent(int[] samples, int length) {
        int count = 0;
        int pairs = length - 1;
        for (int from = 0; from < pairs; from += BLOCK_SAMPLES) {
            int n = Math.min(BLOCK_SAMPLES, pairs - from);
            System.arraycopy(samples, from + 1, shifted, 0, n);
            count += countBlock(samples, from, shifted, n);
        }
        return count;
    }

    /** Squeezes the zeros out block by block; {@code kept[0]} is the last sample other than zero of the blocks before. */
    private int countWithoutZeros(int[] samples) {
        int count = 0;
        int inFront = 0;
        for (int from = 0; from < samples.length; from += BLOCK_SAMPLES) {
            int length = inFront + squeeze(samples, from, Math.min(BLOCK_SAMPLES, samples.length - from), inFront);
            count += countAdjacent(kept, length);
            if (length > 0) {
                kept[0] = kept[length - 1];
                inFront = 1;
            }
        }
        return count;
    }

    /** Copies what is not zero to {@code kept}; says how many. */
    private int squeeze(int[] samples, int from, int n, int offset) {
        if (countNonZeros(samples, from, n) == n) {
            System.arraycopy(samples, from, kept, offset, n);
            return n;
        }
        int end = offset;
        for (int i = 0; i < n; i++) {
            int x = samples[from + i];
            // Written always, passed over by the next one where it is zero: no branch to mispredict.
            kept[end] = x;
            end += (x | -x) >>> 31;
        }
        return end - offset;
    }

    private static int countBlock(int[] samples, int from, int[] shifted, int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            int x = shifted[i];
            int p = samples[from + i];
            count += ((x ^ p) & ((x | -x) & (p | -p))) >>> 31;
        }
        return count;
    }

    private static int countNonZeros(int[] samples, int from, int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            int x = samples[from + i];
            count += (x | -x) >>> 31;
        }
        return count;
    }
}
