package io.ecganalyzer.worker;

import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.Lease;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Keeps a job this worker's while it is in hand. A renewal that fails is tried again at the next turn: whether the lease is still
 * held is decided where results are stored, not here.
 */
final class LeaseRenewal {
    /** Two renewals may fail before the lease runs out. */
    private static final int RENEWALS_IN_A_LEASE = 3;

    private final Vertx vertx;
    private final long timer;

    /** @param lost called once the job is no longer this worker's */
    LeaseRenewal(Vertx vertx, JobStore jobs, Lease lease, Duration duration, Runnable lost) {
        this.vertx = vertx;
        long gap = Math.max(1, duration.toMillis() / RENEWALS_IN_A_LEASE);
        this.timer = vertx.setPeriodic(
                gap,
                id -> jobs.renew(lease, duration).onSuccess(held -> {
                    // A renewal that was answered after the stop says nothing any more.
                    if (!held && vertx.cancelTimer(id)) {
                        lost.run();
                    }
                }));
    }

    void stop() {
        vertx.cancelTimer(timer);
    }
}
