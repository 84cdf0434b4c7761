package io.ecganalyzer.node;

import io.ecganalyzer.store.MonthStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the months to come have their tables. Every node does, so that any one of them is enough; the database lets one
 * at a time. A node that cannot is no worse for it: what no month takes, the safety net does, and the next turn moves it.
 */
final class MonthUpkeep extends VerticleBase {
    /** So many months an operator has to notice that it fails. */
    static final int MONTHS_AHEAD = 3;

    private static final Duration TURN = Duration.ofHours(1);

    /** A turn that failed, as for a statement that ran for long, is tried again sooner. */
    private static final Duration SECOND_TRY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(MonthUpkeep.class);

    private final MonthStore months;
    private final AtomicLong caught = new AtomicLong();
    private Future<Void> turn = Future.succeededFuture();
    private boolean stopped;

    MonthUpkeep(MonthStore months, MeterRegistry meters) {
        this.months = months;
        Gauge.builder("ecg.months.caught", caught, AtomicLong::get)
                .description("ECGs that no month's tables took, as of the last look; it should be 0")
                .register(meters);
    }

    /** The first turn is awaited, so that a service that was off for months has its tables before its first submission. */
    @Override
    public Future<?> start() {
        return takeTurn();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return turn.otherwiseEmpty();
    }

    private Future<Void> takeTurn() {
        turn = months.makeAhead(MONTHS_AHEAD)
                .onSuccess(MonthUpkeep::tell)
                .compose(made -> months.caught())
                .onSuccess(this::warnOfCaught)
                .transform(ended -> {
                    if (ended.failed()) {
                        LOG.atWarn()
                                .addKeyValue("reason", ended.cause().getMessage())
                                .log("The tables of the months to come could not be looked after; it is tried again");
                    }
                    takeTurnAfter(ended.failed() ? SECOND_TRY : TURN);
                    return Future.succeededFuture();
                });
        return turn;
    }

    private void takeTurnAfter(Duration pause) {
        if (!stopped) {
            vertx.setTimer(pause.toMillis(), now -> takeTurn());
        }
    }

    private static void tell(int made) {
        if (made > 0) {
            LOG.atInfo().addKeyValue("months", made).log("Made the tables of further months");
        }
    }

    private void warnOfCaught(long ecgs) {
        caught.set(ecgs);
        if (ecgs > 0) {
            LOG.atWarn()
                    .addKeyValue("ecgs", ecgs)
                    .log("ECGs lie in the tables for months that have none; ./ecg partitions says which");
        }
    }
}
