package io.ecganalyzer.analysis.summary;

import io.ecganalyzer.ecg.Lead;

/** The samples of a lead, some thousands at a time where it is compact: whole numbers of all of a day would fill the memory. */
final class Parts {
    /** 64 KiB of whole numbers: they stay in the second-level cache. A multiple of four. */
    static final int SIZE = 1 << 14;

    private static final int SMALL_SIZE = 1 << 10;

    /** Takes the samples of an array from one to before another; the first of them stands at a place of the lead. */
    interface Reader {
        void read(int[] samples, int from, int to, int place);
    }

    private Parts() {}

    /** Shows all parts in order; all but the last are equally long. */
    static void each(Lead lead, Reader reader) {
        each(lead, lead.isCompact() ? SIZE : lead.length(), (from, to) -> true, reader);
    }

    /** As {@link #each}, in smaller parts, without those that do not reach the smallest or the largest sample of the lead. */
    static void eachThatMayReachItsRange(Lead lead, Reader reader) {
        each(lead, SMALL_SIZE, lead::mayReachItsRange, reader);
    }

    private interface Choice {
        boolean isShown(int from, int to);
    }

    private static void each(Lead lead, int size, Choice choice, Reader reader) {
        int[] part = lead.isCompact() ? new int[Math.min(size, lead.length())] : lead.samples();
        for (int place = 0; place < lead.length(); place += size) {
            int to = Math.min(lead.length(), place + size);
            if (!choice.isShown(place, to)) {
                continue;
            }
            if (lead.isCompact()) {
                lead.copy(place, to, part);
                reader.read(part, 0, to - place, place);
            } else {
                reader.read(part, place, to, place);
            }
        }
    }
}
