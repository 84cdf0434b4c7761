package io.ecganalyzer.analysis.qrs;

import java.util.Arrays;

/**
 * Which candidates of several leads are one beat. The surest of all draws the best of every other lead that is near it, then the
 * surest of those that are left, and so on: a wide beat whose steepest part is elsewhere on another lead stays one beat.
 *
 * @param place where each joined candidate stands, ascending: that of its surest member
 * @param member for each joined candidate the candidate of each lead, or {@link #NONE}
 */
@SuppressWarnings("ArrayRecordComponent") // places and members are primitive arrays by design
record JoinedCandidates(int[] place, int[][] member) {
    /** A lead that has no candidate there. */
    static final int NONE = -1;

    /** 150 ms: the steepest parts of a wide beat are so far from each other on two leads at most. */
    private static final int TOGETHER = 30;

    /** What a partner at the edge of the reach must be surer by than one in the middle. */
    private static final float DISTANCE_COST = 4;

    static JoinedCandidates of(JudgedLead[] leads) {
        int[] offset = new int[leads.length + 1];
        for (int lead = 0; lead < leads.length; lead++) {
            offset[lead + 1] = offset[lead] + leads[lead].logOdds().length;
        }
        boolean[] taken = new boolean[offset[leads.length]];
        int[][] groups = new int[taken.length][];
        long[] byTime = new long[taken.length];
        int count = 0;
        for (long entry : surestFirst(leads, offset)) {
            int flat = (int) entry;
            if (!taken[flat]) {
                int lead = leadOf(flat, offset);
                int place = place(leads[lead], flat - offset[lead]);
                groups[count] = group(leads, offset, place, taken);
                byTime[count] = (long) place << 32 | count;
                count++;
            }
        }
        return sorted(groups, byTime, count);
    }

    private static int place(JudgedLead lead, int candidate) {
        return lead.piece().candidates().place()[candidate];
    }

    private static int leadOf(int flat, int[] offset) {
        int lead = 0;
        while (flat >= offset[lead + 1]) {
            lead++;
        }
        return lead;
    }

    /** All candidates by falling log-odds: these in the upper half of each entry, the candidate's number in the lower. */
    private static long[] surestFirst(JudgedLead[] leads, int[] offset) {
        long[] order = new long[offset[leads.length]];
        for (int lead = 0; lead < leads.length; lead++) {
            float[] odds = leads[lead].logOdds();
            for (int c = 0; c < odds.length; c++) {
                int bits = Float.floatToIntBits(-odds[c]);
                int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
                order[offset[lead] + c] = (long) ascending << 32 | offset[lead] + c;
            }
        }
        Arrays.sort(order);
        return order;
    }

    private static int[] group(JudgedLead[] leads, int[] offset, int place, boolean[] taken) {
        int[] group = new int[leads.length];
        for (int lead = 0; lead < leads.length; lead++) {
            group[lead] = partner(leads[lead], place, taken, offset[lead]);
            if (group[lead] != NONE) {
                taken[offset[lead] + group[lead]] = true;
            }
        }
        return group;
    }

    private static int partner(JudgedLead lead, int place, boolean[] taken, int offset) {
        int[] places = lead.piece().candidates().place();
        int at = Arrays.binarySearch(places, place - TOGETHER);
        int best = NONE;
        float bestValue = Float.NEGATIVE_INFINITY;
        for (int c = at >= 0 ? at : -at - 1; c < places.length && places[c] <= place + TOGETHER; c++) {
            float value = lead.logOdds()[c] - DISTANCE_COST * Math.abs(places[c] - place) / TOGETHER;
            if (!taken[offset + c] && value > bestValue) {
                best = c;
                bestValue = value;
            }
        }
        return best;
    }

    private static JoinedCandidates sorted(int[][] groups, long[] byTime, int count) {
        Arrays.sort(byTime, 0, count);
        int[] place = new int[count];
        int[][] member = new int[count][];
        for (int k = 0; k < count; k++) {
            place[k] = (int) (byTime[k] >> 32);
            member[k] = groups[(int) byTime[k]];
        }
        return new JoinedCandidates(place, member);
    }
}
