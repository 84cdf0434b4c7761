package io.ecganalyzer.api;

import io.ecganalyzer.format.ArrivingText;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Reads bodies as they arrive, bounded in size, in time, and in what all of a node's bodies take together. */
final class BodyReader {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String BODY_ROOM = BodyReader.class.getName();

    private final Vertx vertx;
    private final Duration timeout;
    private final Room.Share room;
    private final ArrivingText.Desk desk = new ArrivingText.Desk();

    /** Of one verticle, as it reads on its event loop. */
    BodyReader(Vertx vertx, Duration timeout, Room.Share room) {
        this.vertx = vertx;
        this.timeout = timeout;
        this.room = room;
    }

    /**
     * Reads the body. Its room is given back when the request is answered, as what was made of it lives that long, or before by {@link
     * #letGo}.
     *
     * @return fails with a {@link ProblemException} if the body is too large, too slow, or there is no room
     */
    Future<ArrivingText> read(RoutingContext context, long maxBytes) {
        HttpServerRequest request = context.request();
        if (AnnouncedLength.of(request).orElse(0) > maxBytes) {
            return Future.failedFuture(tooLarge(maxBytes));
        }
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue();
        }
        if (request.response().closed()) {
            // Its end, at which the room would be given back, is over.
            return Future.failedFuture(tooSlow());
        }
        Collection collection = new Collection(request, maxBytes);
        Runnable leave = collection::leave;
        context.put(BODY_ROOM, leave);
        context.addEndHandler(answered -> letGo(context));
        return collection.begin();
    }

    /** For who answers long after the body was of use: gives its room back now. */
    static void letGo(RoutingContext context) {
        Runnable leave = context.remove(BODY_ROOM);
        if (leave != null) {
            leave.run();
        }
    }

    private static ProblemException tooLarge(long maxBytes) {
        return Problem.of(ProblemType.BODY_TOO_LARGE, "The body has more than " + maxBytes + " bytes.")
                .asException();
    }

    private ProblemException tooSlow() {
        return Problem.of(
                        ProblemType.BODY_TOO_SLOW,
                        "The body was not complete after " + timeout.toSeconds() + " seconds.")
                .asException();
    }

    private static ProblemException noRoom() {
        return Problem.passing(
                        ProblemType.UNAVAILABLE, "The service holds as many bodies as it can. Try again later.", SOON)
                .asException();
    }

    /** One body on its way. All on the event loop of its request. */
    private final class Collection {
        private final HttpServerRequest request;
        private final long maxBytes;
        private ArrivingText body = new ArrivingText();
        private Promise<ArrivingText> whole = Promise.promise();
        private boolean over;
        private long taken;

        Collection(HttpServerRequest request, long maxBytes) {
            this.request = request;
            this.maxBytes = maxBytes;
        }

        Future<ArrivingText> begin() {
            long timer = vertx.setTimer(timeout.toMillis(), late -> end(tooSlow()));
            request.handler(this::take);
            request.exceptionHandler(this::end);
            request.endHandler(end -> complete());
            request.resume();
            return whole.future().onComplete(any -> vertx.cancelTimer(timer));
        }

        private void take(Buffer piece) {
            if (over) {
                return;
            }
            if (body.size() + piece.length() > maxBytes) {
                end(tooLarge(maxBytes));
            } else {
                body.add(piece::getBytes, piece.length(), desk);
                takeRoom();
            }
        }

        private void takeRoom() {
            long more = body.heldBytes() - taken;
            if (room.take(more)) {
                taken += more;
            } else {
                end(noRoom());
            }
        }

        private void end(Throwable reason) {
            request.pause();
            if (!over) {
                over = true;
                whole.fail(reason);
            }
        }

        private void complete() {
            if (!over) {
                over = true;
                whole.complete(body);
            }
        }

        /** The request, which lives until it is answered, still knows this collection, and must not keep the body by it. */
        private void leave() {
            room.giveBack(taken);
            taken = 0;
            if (over) {
                body = null;
                whole = null;
            }
        }
    }
}
