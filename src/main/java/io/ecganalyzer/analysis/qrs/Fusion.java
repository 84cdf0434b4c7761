package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * Joins the candidates of several leads: those within 100 ms are one, and a small model says what to make of the leads'
 * opinions, knowing how decided each lead is nearby.
 */
final class Fusion {
    /** The number of values for each joined candidate. */
    static final int COUNT = 16;

    private static final int TOGETHER = 20;
    private static final int NONE = -1;

    /** What a lead without a candidate is taken to say. */
    private static final float ABSENT = -6;

    private final JudgedLead[] leads;
    private final float[][] decided;
    private final int[][] member;
    private final int[] place;
    private final float[] rows;

    Fusion(JudgedLead[] leads) {
        this.leads = leads.clone();
        this.decided = new float[leads.length][];
        for (int lead = 0; lead < leads.length; lead++) {
            decided[lead] = leads[lead].decided();
        }
        this.member = join();
        this.place = new int[member.length];
        for (int group = 0; group < place.length; group++) {
            place[group] = centre(member[group]);
        }
        this.rows = new float[place.length * COUNT];
        for (int group = 0; group < place.length; group++) {
            describe(group);
        }
        for (int group = 0; group < place.length; group++) {
            describeNeighbours(group);
        }
    }

    int[] place() {
        return place;
    }

    float[] rows() {
        return rows;
    }

    /** For each joined candidate the candidate of each lead, or -1. */
    int[][] member() {
        return member;
    }

    float[] logOdds(BoostedTrees model) {
        return model.logOddsOfAll(rows, COUNT);
    }

    /** Walks through all leads at once in time; a group closes when nothing new is within reach of its beginning. */
    private int[][] join() {
        int total = 0;
        for (JudgedLead lead : leads) {
            total += lead.piece().candidates().count();
        }
        int[][] groups = new int[total][];
        int[] next = new int[leads.length];
        int count = 0;
        while (true) {
            int begin = Integer.MAX_VALUE;
            for (int lead = 0; lead < leads.length; lead++) {
                int[] at = leads[lead].piece().candidates().place();
                begin = next[lead] < at.length ? Math.min(begin, at[next[lead]]) : begin;
            }
            if (begin == Integer.MAX_VALUE) {
                return Arrays.copyOf(groups, count);
            }
            groups[count++] = group(begin, next);
        }
    }

    /** The strongest candidate near the beginning draws the others: each lead gives its best within 100 ms of that one. */
    private int[] group(int begin, int[] next) {
        float bestOdds = Float.NEGATIVE_INFINITY;
        int anchor = begin;
        for (int lead = 0; lead < leads.length; lead++) {
            int[] at = leads[lead].piece().candidates().place();
            for (int c = next[lead]; c < at.length && at[c] <= begin + TOGETHER; c++) {
                if (leads[lead].logOdds()[c] > bestOdds) {
                    bestOdds = leads[lead].logOdds()[c];
                    anchor = at[c];
                }
            }
        }
        int[] group = new int[leads.length];
        for (int lead = 0; lead < leads.length; lead++) {
            int[] at = leads[lead].piece().candidates().place();
            group[lead] = NONE;
            while (next[lead] < at.length && at[next[lead]] <= anchor + TOGETHER) {
                int c = next[lead]++;
                if (group[lead] == NONE
                        || leads[lead].logOdds()[c] > leads[lead].logOdds()[group[lead]]) {
                    group[lead] = c;
                }
            }
        }
        return group;
    }

    private int centre(int[] group) {
        int best = NONE;
        float bestOdds = Float.NEGATIVE_INFINITY;
        for (int lead = 0; lead < group.length; lead++) {
            if (group[lead] != NONE && leads[lead].logOdds()[group[lead]] > bestOdds) {
                bestOdds = leads[lead].logOdds()[group[lead]];
                best = lead;
            }
        }
        return leads[best].piece().candidates().place()[group[best]];
    }

    private void describe(int group) {
        float[] odds = new float[leads.length];
        float weights = 0;
        float weighted = 0;
        float present = 0;
        float mean = 0;
        float positive = 0;
        float relative = 0;
        int steady = 0;
        float steadyDecided = -1;
        float bestDecided = 0;
        float best = Float.NEGATIVE_INFINITY;
        for (int lead = 0; lead < leads.length; lead++) {
            int c = member[group][lead];
            float d = decidedNear(lead, c, place[group]);
            odds[lead] = c == NONE ? ABSENT : leads[lead].logOdds()[c];
            float weight = d * d * d * d + 1e-4f;
            weights += weight;
            weighted += weight * odds[lead];
            present += c == NONE ? 0 : weight;
            mean += odds[lead] / leads.length;
            positive += odds[lead] > 0 ? 1f / leads.length : 0;
            if (d > steadyDecided) {
                steadyDecided = d;
                steady = lead;
            }
            if (odds[lead] > best) {
                best = odds[lead];
                bestDecided = d;
            }
            if (c != NONE) {
                Candidates candidates = leads[lead].piece().candidates();
                relative += weight * candidates.height()[c] / candidates.usual()[c];
            }
        }
        float steadyOdds = odds[steady];
        Arrays.sort(odds);
        float[] values = {
            weighted / weights,
            best,
            leads.length > 1 ? odds[leads.length - 2] : best,
            odds[0],
            odds[leads.length / 2],
            mean,
            positive,
            present / weights,
            steadyDecided,
            steadyOdds,
            bestDecided,
            relative / weights,
            weights / leads.length
        };
        System.arraycopy(values, 0, rows, group * COUNT, values.length);
    }

    private float decidedNear(int lead, int c, int at) {
        if (c != NONE) {
            return decided[lead][c];
        }
        int[] places = leads[lead].piece().candidates().place();
        if (places.length == 0) {
            return 0;
        }
        int found = -Arrays.binarySearch(places, at) - 1;
        return decided[lead][Math.max(0, Math.min(places.length - 1, found))];
    }

    /** The best joined opinion close before and after, and whether a beat is missed without this one. */
    private void describeNeighbours(int group) {
        float near = -9;
        float before = -9;
        float after = -9;
        for (int k = group - 1; k >= 0 && place[group] - place[k] < 120; k--) {
            float odds = rows[k * COUNT];
            if (place[group] - place[k] < 50) {
                near = Math.max(near, odds);
            } else {
                before = Math.max(before, odds);
            }
        }
        for (int k = group + 1; k < place.length && place[k] - place[group] < 120; k++) {
            float odds = rows[k * COUNT];
            if (place[k] - place[group] < 50) {
                near = Math.max(near, odds);
            } else {
                after = Math.max(after, odds);
            }
        }
        rows[group * COUNT + 13] = near;
        rows[group * COUNT + 14] = before;
        rows[group * COUNT + 15] = after;
    }
}
