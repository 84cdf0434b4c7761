package io.ecganalyzer.api;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Sees for how long event loops are held: something is due on each of them every few milliseconds. */
final class LoopWatch {
    private static final long PERIOD_MILLIS = 5;
    private static final double NANOS_PER_MILLI = 1e6;
    /** More than there are loops, of which the group gives one after the other. */
    private static final int ROUND = 64;

    private volatile boolean ended;
    private long mostLate;
    private long mostHeld;

    LoopWatch(EventLoopGroup loops) {
        IntStream.range(0, ROUND)
                .mapToObj(i -> loops.next())
                .distinct()
                .forEach(loop -> loop.execute(() -> await(loop, System.nanoTime(), processorTime())));
    }

    private void await(EventLoop loop, long now, long processorTime) {
        long due = now + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
        loop.schedule(
                () -> {
                    long then = System.nanoTime();
                    long used = processorTime();
                    if (!ended) {
                        note(then - due, used - processorTime);
                        await(loop, then, used);
                    }
                },
                PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private synchronized void note(long late, long held) {
        mostLate = Math.max(mostLate, late);
        mostHeld = Math.max(mostHeld, held);
    }

    void end() {
        ended = true;
    }

    /** The longest that one was late, on the clock. */
    synchronized double lateMillis() {
        return mostLate / NANOS_PER_MILLI;
    }

    /** The most of its processor's time that one spent between two turns of ours. */
    synchronized double heldMillis() {
        return mostHeld / NANOS_PER_MILLI;
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
