package io.ecganalyzer.worker;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.AnalysisInterruptedException;
import io.ecganalyzer.analysis.InSegments;
import io.ecganalyzer.analysis.SegmentedAnalyzer;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.SegmentOutcome;
import io.ecganalyzer.bus.SegmentRequest;
import io.ecganalyzer.store.ClaimedJob;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Has the segments of one long ECG looked at by all who have a thread free. The thread of the job works on them itself all the time
 * and never waits: what is lost on the bus, or with a node, it does again.
 *
 * <pre>
 *   this thread:  free segment ──▶ done ──▶ ... ──▶ one that is still with others ──▶ done ──▶ merge
 *   each asker:   free segment ──bus──▶ worker of any node ──DONE──▶ done, the next one
 *                                              └── BUSY, REFUSED, failure, no answer ──▶ free again; a pause
 * </pre>
 */
final class SegmentedRun implements InSegments {
    /** Of one job. As many segments are on their way, or wait with other nodes, at most. */
    static final int ASKERS = 8;

    /** For a worker that first has to load and decode the signal. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final OpenSignals signals;
    private final ClaimedJob job;
    private final JobMeters meters;

    /** To be called on the context on which the answers come in. */
    SegmentedRun(Vertx vertx, Bus bus, OpenSignals signals, ClaimedJob job, JobMeters meters) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.bus = bus;
        this.signals = signals;
        this.job = job;
        this.meters = meters;
    }

    @Override
    public Record analyze(SegmentedAnalyzer analyzer, int segments, AnalysisInput input) throws AnalysisException {
        SegmentBoard board = new SegmentBoard(segments);
        signals.open(job, input.ecg());
        try {
            context.runOnContext(any -> IntStream.range(0, ASKERS).forEach(asker -> ask(analyzer, board)));
            for (OptionalInt next = board.next(); next.isPresent(); next = board.next()) {
                AnalysisInterruptedException.throwIfInterrupted();
                board.done(next.getAsInt(), analyzer.analyzeSegment(input, next.getAsInt()));
                meters.segment("here");
            }
            return analyzer.merge(input, board.partials());
        } finally {
            board.close();
            signals.close(job.lease());
        }
    }

    private void ask(SegmentedAnalyzer analyzer, SegmentBoard board) {
        board.give()
                .ifPresent(segment -> bus.request(request(analyzer, segment), PATIENCE)
                        .onComplete(answer -> {
                            if (answer.succeeded() && answer.result().kind() == SegmentOutcome.Kind.DONE) {
                                board.done(
                                        segment,
                                        Base64.getDecoder()
                                                .decode(answer.result().partial()));
                                meters.segment("bus");
                                ask(analyzer, board);
                            } else {
                                board.giveBack(segment);
                                meters.segment("none");
                                vertx.setTimer(PAUSE.toMillis(), any -> ask(analyzer, board));
                            }
                        }));
    }

    private SegmentRequest request(SegmentedAnalyzer analyzer, int segment) {
        return new SegmentRequest(
                job.ecgKey(),
                job.leaseToken(),
                job.requestId(),
                analyzer.info().name(),
                analyzer.info().version(),
                segment);
    }
}
