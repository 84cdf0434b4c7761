package io.ecganalyzer.analysis.crossings;

import io.ecganalyzer.analysis.Measured;
import io.ecganalyzer.ecg.Lead;
import java.util.List;
import java.util.function.ToIntBiFunction;

/**
 * How often the signal changes its sign.
 *
 * @param zeroCrossesCount the sum over all leads
 * @param leads in the order of the ECG
 */
public record ZeroCrossings(
        @Measured("sign changes, summed over all leads") long zeroCrossesCount,

        @Measured("sign changes of each lead, in the order of submission")
        List<OfLead> leads) {
    public ZeroCrossings {
        leads = List.copyOf(leads);
    }

    static ZeroCrossings of(List<OfLead> leads) {
        return new ZeroCrossings(
                leads.stream().mapToLong(OfLead::zeroCrossesCount).sum(), leads);
    }

    /** The sign changes of one lead. */
    public record OfLead(
            @Measured("name of the lead") String name,
            @Measured("sign changes of the lead") int zeroCrossesCount) {
        /** Pairs of samples of a compact lead that are counted at a time: whole numbers of all of a day would not fit any cache. */
        private static final int PIECE = 1 << 14;

        static OfLead counted(Lead lead, Policy policy, ToIntBiFunction<int[], Policy> count) {
            if (!lead.isCompact() || policy != Policy.ADJACENT) {
                return new OfLead(lead.name(), count.applyAsInt(lead.samples(), policy));
            }
            int sum = 0;
            int[] piece = new int[PIECE + 1];
            for (int from = 0; from < lead.length() - 1; from += PIECE) {
                int to = Math.min(lead.length(), from + PIECE + 1);
                piece = to - from == piece.length ? piece : new int[to - from];
                lead.copy(from, to, piece);
                sum += count.applyAsInt(piece, policy);
            }
            return new OfLead(lead.name(), sum);
        }
    }
}
