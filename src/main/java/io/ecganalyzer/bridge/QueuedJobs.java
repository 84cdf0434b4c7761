package io.ecganalyzer.bridge;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many jobs wait for a worker: as many as were counted, of all nodes, and as many as this node has taken since. At ten times what is
 * analyzed the jobs of a second between two counts would otherwise all be taken, and those of the next ones all be refused. For any
 * thread.
 */
public final class QueuedJobs {
    private final AtomicLong counted = new AtomicLong();
    private final AtomicLong takenSince = new AtomicLong();

    /** As of the last count. */
    long counted() {
        return counted.get();
    }

    /** Before the database is asked; what is taken meanwhile is in its answer or not. */
    long beginCount() {
        return takenSince.get();
    }

    /** @param takenBefore as {@link #beginCount} said */
    void count(long queued, long takenBefore) {
        counted.set(queued);
        takenSince.addAndGet(-takenBefore);
    }

    /** One more was taken. */
    public void grow() {
        takenSince.incrementAndGet();
    }

    /**
     * Whether as many wait as may. Where fewer than half of those waited at the last count, much of what came since may be done already: twice
     * as many may come until the next one.
     */
    public boolean isFull(long most) {
        long known = counted.get();
        long since = takenSince.get();
        return known >= most || (known < most / 2 ? since >= 2 * most : known + since >= most);
    }
}
