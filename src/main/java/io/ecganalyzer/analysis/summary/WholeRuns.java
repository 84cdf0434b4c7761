package io.ecganalyzer.analysis.summary;

import io.ecganalyzer.ecg.Lead;

/**
 * Shows the runs of one value in a lead that are at least so long, by time. The lead is read part by part; a run that reaches the end of one
 * is open until another value comes, so that a lead that stands still all day takes no more memory than another.
 */
final class WholeRuns {
    /** Takes a run from one sample to before another. */
    interface Reader {
        void read(int start, int end, int value);
    }

    /** Finds the runs in a part. */
    private interface Finder {
        Runs find(int[] samples, int from, int to);
    }

    private final int shortest;
    private final Finder finder;
    private final Reader reader;
    private int openStart;
    private int openEnd;
    private int openValue;

    private WholeRuns(int shortest, Finder finder, Reader reader) {
        this.shortest = shortest;
        this.finder = finder;
        this.reader = reader;
    }

    /** @param shortest at least 2 */
    static void each(Lead lead, int shortest, Reader reader) {
        WholeRuns runs = new WholeRuns(shortest, (samples, from, to) -> new Runs(samples, from, to, shortest), reader);
        Parts.each(lead, runs::part);
        runs.close();
    }

    /** Shows only the runs of the lead's smallest and largest value. */
    static void eachAtAnExtreme(Lead lead, int shortest, Reader reader) {
        int low = lead.range().minimum();
        int high = lead.range().maximum();
        Finder finder = (samples, from, to) -> Runs.ofEither(low, high, samples, from, to, shortest);
        WholeRuns runs = new WholeRuns(shortest, finder, (start, end, value) -> {
            if (value == low || value == high) {
                reader.read(start, end, value);
            }
        });
        Parts.eachThatMayReachItsRange(lead, runs::part);
        runs.close();
    }

    private void part(int[] samples, int from, int to, int place) {
        if (place > openEnd) {
            // What was left out before this part holds no run.
            close();
            openStart = place;
            openEnd = place;
        }
        int begin = from;
        while (openEnd > openStart && begin < to && samples[begin] == openValue) {
            begin++;
        }
        openEnd += begin - from;
        if (begin == to) {
            return;
        }
        close();
        int last = to - 1;
        while (last > begin && samples[last - 1] == samples[last]) {
            last--;
        }
        Runs runs = finder.find(samples, begin, last);
        while (runs.next()) {
            reader.read(place + runs.start() - from, place + runs.end() - from, samples[runs.start()]);
        }
        openStart = place + last - from;
        openEnd = place + to - from;
        openValue = samples[last];
    }

    private void close() {
        if (openEnd - openStart >= shortest) {
            reader.read(openStart, openEnd, openValue);
        }
    }
}
