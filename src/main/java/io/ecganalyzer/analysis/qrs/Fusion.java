package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * Says of each joined candidate what all leads make of it: the mean of their log-odds, in which a lead counts by how decided it is
 * nearby, by how well its own beats agree there with those of all leads, and by whether it is silent. (A learned model in this place
 * did worse on patients that it had not seen.)
 */
final class Fusion {
    private static final int NONE = JoinedCandidates.NONE;
    private static final int BEATS_EITHER_SIDE = 10;

    /** What a lead without a candidate is taken to say. */
    private static final float ABSENT = -6;

    /** Keeps the weights of leads apart where none is to be trusted. */
    private static final float LEAST_WEIGHT = 1e-4f;

    /** 3 s: a lead without a beat for so long has come off, more often than not, where another lead has beats. */
    private static final int SILENT = 3 * LeadSignal.RATE_HZ;

    /** What a silent lead is worth, of what it would be. */
    private static final float SILENT_WORTH = 0.3f;

    /** A lead that agrees but is in doubt counts more than nothing. */
    private static final float LEAST_DECIDED = 0.2f;

    private final JudgedLead[] leads;
    private final float[][] decided;
    private final JoinedCandidates joined;

    Fusion(JudgedLead[] leads) {
        this.leads = leads.clone();
        this.decided = new float[leads.length][];
        for (int lead = 0; lead < leads.length; lead++) {
            decided[lead] = leads[lead].decided();
        }
        this.joined = JoinedCandidates.of(leads);
    }

    int[] place() {
        return joined.place();
    }

    /** For each joined candidate the candidate of each lead, or {@link JoinedCandidates#NONE}. */
    int[][] member() {
        return joined.member();
    }

    /** The log-odds of each joined candidate being a beat. */
    float[] logOdds() {
        float[][] certainty = new float[leads.length][place().length];
        for (int lead = 0; lead < leads.length; lead++) {
            for (int group = 0; group < place().length; group++) {
                certainty[lead][group] = decidedNear(lead, group);
            }
        }
        int[] beats = SequenceChooser.choose(place(), mean(certainty));
        float[][] trust = new float[leads.length][];
        for (int lead = 0; lead < leads.length; lead++) {
            trust[lead] = agreement(lead, beats);
            for (int group = 0; group < place().length; group++) {
                trust[lead][group] *= LEAST_DECIDED + certainty[lead][group];
            }
            lowerWhereSilent(lead, trust[lead]);
        }
        return mean(trust);
    }

    /** The mean over leads, weighted by the fourth power of what they are worth. */
    private float[] mean(float[][] worth) {
        float[] mean = new float[place().length];
        for (int group = 0; group < mean.length; group++) {
            float weights = 0;
            for (int lead = 0; lead < leads.length; lead++) {
                float square = worth[lead][group] * worth[lead][group];
                float weight = square * square + LEAST_WEIGHT;
                weights += weight;
                mean[group] += weight * odds(group, lead);
            }
            mean[group] /= weights;
        }
        return mean;
    }

    /** Lowers a lead's worth between beats of its own that are far from each other. */
    private void lowerWhereSilent(int lead, float[] trust) {
        int last = -1;
        for (int group = 0; group < trust.length; group++) {
            boolean beat = odds(group, lead) > 0;
            if (beat || group == trust.length - 1) {
                int end = beat ? group : group + 1;
                if (place()[group] - place()[Math.max(0, last)] > SILENT) {
                    for (int k = last + 1; k < end; k++) {
                        trust[k] *= SILENT_WORTH;
                    }
                }
                last = group;
            }
        }
    }

    private float odds(int group, int lead) {
        int c = member()[group][lead];
        return c == NONE ? ABSENT : leads[lead].logOdds()[c];
    }

    private float decidedNear(int lead, int group) {
        int c = member()[group][lead];
        if (c != NONE) {
            return decided[lead][c];
        }
        int[] places = leads[lead].piece().candidates().place();
        if (places.length == 0) {
            return 0;
        }
        int at = Arrays.binarySearch(places, place()[group]);
        return decided[lead][Math.min(places.length - 1, at >= 0 ? at : -at - 1)];
    }

    /** F1 of a lead's own beats against the given ones, over 10 of these on either side of each joined candidate. */
    private float[] agreement(int lead, int[] beats) {
        int[] hits = new int[beats.length + 1];
        for (int b = 0; b < beats.length; b++) {
            hits[b + 1] = hits[b] + (odds(beats[b], lead) > 0 ? 1 : 0);
        }
        int[] own = new int[place().length + 1];
        for (int group = 0; group < place().length; group++) {
            own[group + 1] = own[group] + (odds(group, lead) > 0 ? 1 : 0);
        }
        float[] agreement = new float[place().length];
        int next = 0;
        for (int group = 0; group < agreement.length; group++) {
            while (next < beats.length && beats[next] < group) {
                next++;
            }
            int from = Math.max(0, next - BEATS_EITHER_SIDE);
            int to = Math.min(beats.length, next + BEATS_EITHER_SIDE);
            if (to > from) {
                int positive = own[beats[to - 1] + 1] - own[beats[from]];
                agreement[group] = 2f * (hits[to] - hits[from]) / (to - from + positive);
            }
        }
        return agreement;
    }
}
