package io.ecganalyzer.worker;

import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.store.ClaimedJob;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.Lease;
import io.ecganalyzer.store.UnreadableSignalException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The signals of which this node looks at segments, so that one is not loaded and decoded for each of them: those of the node's own
 * jobs, which are in memory anyway, and the last one of another node's. For many threads.
 */
final class OpenSignals {
    private final Map<UUID, Signal> own = new HashMap<>();
    private UUID borrowedToken;
    private Future<Optional<Signal>> borrowed;
    private long borrowedNanos;

    /** A signal that is decoded by the first who reads it. */
    static final class Signal {
        private final Optional<String> analyzersJson;
        private ClaimedJob job;
        private Ecg ecg;

        private Signal(ClaimedJob job, Ecg ecg) {
            this.analyzersJson = job.analyzersJson();
            this.job = job;
            this.ecg = ecg;
        }

        Optional<String> analyzersJson() {
            return analyzersJson;
        }

        /** Takes processor time at the first call; others wait for it. */
        synchronized Ecg ecg() throws UnreadableSignalException {
            if (ecg == null) {
                ecg = job.decodeEcg();
                job = null;
            }
            return ecg;
        }
    }

    /** Takes in the signal of a job of this node, until it is {@linkplain #close closed}. */
    synchronized void open(ClaimedJob job, Ecg ecg) {
        own.put(job.leaseToken(), new Signal(job, ecg));
    }

    synchronized void close(Lease lease) {
        own.remove(lease.token());
    }

    /** The signal of a lease; empty where it is held no more. */
    synchronized Future<Optional<Signal>> of(Lease lease, JobStore jobs) {
        Signal mine = own.get(lease.token());
        if (mine != null) {
            return Future.succeededFuture(Optional.of(mine));
        }
        borrowedNanos = System.nanoTime();
        if (!lease.token().equals(borrowedToken)) {
            borrowedToken = lease.token();
            borrowed = jobs.ofLease(lease)
                    .map(held -> held.map(job -> new Signal(job, null)))
                    .onComplete(loaded -> {
                        if (loaded.failed() || loaded.result().isEmpty()) {
                            forget(lease.token());
                        }
                    });
        }
        return borrowed;
    }

    private synchronized void forget(UUID token) {
        if (token.equals(borrowedToken)) {
            borrowedToken = null;
            borrowed = null;
        }
    }

    /** Forgets another node's signal after that time without use. */
    synchronized void forgetUnused(Duration after) {
        if (borrowedToken != null && System.nanoTime() - borrowedNanos > after.toNanos()) {
            forget(borrowedToken);
        }
    }
}
