package io.ecganalyzer.node;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The event loops of a node's inner parts: its connections to PostgreSQL, Redis and the broker, the relay, the consumer and the workers. A
 * small ECG goes from one of these to another a dozen times, and each time wakes a thread up where the other is on another loop. On one
 * loop of two it costs a fifth less of the service's processor time. The API is on all loops.
 */
final class InnerLoops {
    /** One such loop is busy to two fifths where two processors do all, servers and clients included, with 940 small ECGs a second. */
    private static final int PROCESSORS_EACH = 4;

    private final VertxInternal vertx;
    private final List<EventLoop> loops;
    private final AtomicInteger contexts = new AtomicInteger();

    private InnerLoops(VertxInternal vertx, List<EventLoop> loops) {
        this.vertx = vertx;
        this.loops = loops;
    }

    /** As many as this machine's processors call for. */
    static InnerLoops of(Vertx vertx) {
        return of(vertx, Math.max(1, Runtime.getRuntime().availableProcessors() / PROCESSORS_EACH));
    }

    /** By its public interface Vert.x deals contexts out to all of its loops in turn. */
    static InnerLoops of(Vertx vertx, int loops) {
        VertxInternal inner = (VertxInternal) vertx;
        return new InnerLoops(
                inner,
                Stream.generate(() -> inner.createEventLoopContext().nettyEventLoop())
                        .limit(loops)
                        .toList());
    }

    /** A context of its own on one of the loops, which take turns. */
    Context context() {
        EventLoop loop = loops.get(Math.floorMod(contexts.getAndIncrement(), loops.size()));
        return vertx.contextBuilder().withEventLoop(loop).build();
    }

    /**
     * Starts verticles, each on one of the loops, as deploying them would on any, and waits for them.
     *
     * @param patience for their end
     */
    void start(
            String name,
            Supplier<? extends VerticleBase> verticle,
            int instances,
            Duration patience,
            Shutdown shutdown) {
        List<Placed> placed = Stream.generate(() -> new Placed(verticle.get(), context()))
                .limit(instances)
                .toList();
        Future<?> started = Future.join(placed.stream().map(Placed::start).toList());
        // Before it is known whether all start: those that do are stopped where one does not.
        shutdown.add(
                name,
                patience,
                () -> Future.join(placed.stream().map(Placed::stop).toList()));
        Await.result(name, started);
    }

    private static final class Placed {
        private final VerticleBase verticle;
        private final Context context;
        private Future<Void> started;

        Placed(VerticleBase verticle, Context context) {
            this.verticle = verticle;
            this.context = context;
        }

        Future<Void> start() {
            started = onContext(verticle::deploy);
            return started;
        }

        /** One that did not start has nothing to stop. */
        Future<Void> stop() {
            return started.transform(
                    tried -> tried.succeeded() ? onContext(verticle::undeploy) : Future.succeededFuture());
        }

        private Future<Void> onContext(Step step) {
            Promise<Void> ended = Promise.promise();
            context.runOnContext(go -> {
                try {
                    step.on(context).<Void>mapEmpty().onComplete(ended);
                } catch (Exception e) {
                    ended.fail(e);
                }
            });
            return ended.future();
        }
    }

    private interface Step {
        Future<?> on(Context context) throws Exception;
    }
}
