package io.ecganalyzer.api;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** As full as the test says. */
final class TestBacklog implements Backlog {
    final AtomicBoolean full = new AtomicBoolean();
    final AtomicInteger grown = new AtomicInteger();

    @Override
    public boolean isFull() {
        return full.get();
    }

    @Override
    public void grow() {
        grown.incrementAndGet();
    }
}
