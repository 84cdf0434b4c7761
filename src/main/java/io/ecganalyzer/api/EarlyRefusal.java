package io.ecganalyzer.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Refuses submissions that would wait too long, for their analysis or for their answer, before anything is done for them: who cannot be
 * served must not take the time of those who can. Not even their login is looked at, and of their bodies nothing is kept. Of one event
 * loop.
 */
final class EarlyRefusal implements Handler<RoutingContext> {
    /** A queue that is too long takes some seconds to shrink. */
    private static final Problem TOO_MANY_WAIT =
            Problem.passing(ProblemType.UNAVAILABLE, "Too many ECGs wait for their analysis.", Duration.ofSeconds(5));

    /** A body that is here by then leaves the connection of use for the next try; a new one costs more than to read so much. */
    private static final long REST_OF_BODY_MILLIS = 500;

    private static final long REST_OF_BODY_BYTES = 256 << 10;

    private final Backlog backlog;
    private final SubmissionLine line;
    private final HeavyWork work;

    EarlyRefusal(Backlog backlog, SubmissionLine line, HeavyWork work) {
        this.backlog = backlog;
        this.line = line;
        this.work = work;
    }

    @Override
    public void handle(RoutingContext context) {
        if (backlog.isFull()) {
            refuse(context, TOO_MANY_WAIT);
        } else if (line.isTooLong(System.nanoTime()) || work.isBusyFor(announcedBytes(context.request()))) {
            refuse(context, HeavyWork.BUSY);
        } else {
            context.next();
        }
    }

    private static void refuse(RoutingContext context, Problem problem) {
        HttpServerRequest request = context.request();
        if (request.isEnded() || !isSmall(request)) {
            context.fail(problem.asException());
            return;
        }
        request.resume();
        request.end()
                .timeout(REST_OF_BODY_MILLIS, TimeUnit.MILLISECONDS)
                .onComplete(read -> context.fail(problem.asException()));
    }

    /** And on its way: who asks first whether to send it need not send it. */
    private static boolean isSmall(HttpServerRequest request) {
        return announcedBytes(request) <= REST_OF_BODY_BYTES
                && !request.headers().contains(HttpHeaders.EXPECT);
    }

    /** One that does not say how long it is may be of any length. */
    private static long announcedBytes(HttpServerRequest request) {
        return AnnouncedLength.of(request).orElse(Long.MAX_VALUE);
    }
}
