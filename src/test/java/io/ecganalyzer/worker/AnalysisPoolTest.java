package io.ecganalyzer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnalysisPoolTest {
    private static final TimeLimits LIMITS =
            new TimeLimits(Duration.ofHours(1), Map.of("short", Duration.ofMillis(100)));

    private final Vertx vertx = Vertx.vertx();
    private final AnalysisPool pool = new AnalysisPool(1, new SimpleMeterRegistry());

    @AfterEach
    void close() {
        pool.close();
        vertx.close().await();
    }

    @Test
    void aStepWithLessTimeThanUsualIsGivenUpInItsOwnTime() {
        AnalysisPool.Work<String> endless = step -> {
            step.accept("usual");
            step.accept("short");
            new CountDownLatch(1).await();
            return "";
        };
        StepTimeoutException slow = assertThrows(
                StepTimeoutException.class,
                () -> pool.run(vertx, endless, LIMITS).future().await());
        assertEquals("short", slow.step());
    }

    @Test
    void aStepAfterAShortOneHasItsOwnTime() {
        CountDownLatch timeOfTheShortOne = new CountDownLatch(1);
        vertx.setTimer(300, passed -> timeOfTheShortOne.countDown());
        AnalysisPool.Work<String> work = step -> {
            step.accept("short");
            step.accept("usual");
            timeOfTheShortOne.await();
            return "done";
        };
        assertEquals("done", pool.run(vertx, work, LIMITS).future().await());
    }

    @Test
    void whatWaitsWhenThePoolIsClosedIsRefused() {
        CountDownLatch began = new CountDownLatch(1);
        AnalysisPool.Work<String> endless = step -> {
            began.countDown();
            new CountDownLatch(1).await();
            return "";
        };
        Future<String> running = pool.run(vertx, endless, LIMITS).future();
        List<Future<String>> waiting = List.of(
                pool.run(vertx, step -> "done", LIMITS).future(),
                pool.run(vertx, step -> "done", LIMITS).future());
        Awaitility.await().until(() -> began.getCount() == 0);
        pool.close();
        assertThrows(InterruptedException.class, running::await);
        for (Future<String> each : waiting) {
            assertThrows(RejectedExecutionException.class, each::await);
        }
    }

    @Test
    void theWorkThatWaitsIsDoneOneAfterTheOther() {
        List<Future<String>> all = IntStream.range(0, 100)
                .mapToObj(i -> pool.run(vertx, step -> "" + i, LIMITS).future())
                .toList();
        List<String> done = Future.all(all).map(every -> every.<String>list()).await();
        assertEquals(IntStream.range(0, 100).mapToObj(Integer::toString).toList(), done);
    }

    @Test
    void nothingHoldsTheWorkThatIsDoneWhileItsThreadGoesOn() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        WeakReference<AnalysisPool.Work<String>> first = doneBefore(step -> {
            end.await();
            return "";
        });
        Awaitility.await("the first work to be forgotten").until(() -> {
            System.gc();
            return first.refersTo(null);
        });
        end.countDown();
    }

    private WeakReference<AnalysisPool.Work<String>> doneBefore(AnalysisPool.Work<String> next)
            throws InterruptedException {
        CountDownLatch nextWaits = new CountDownLatch(1);
        byte[] signal = new byte[1 << 20];
        AnalysisPool.Work<String> work = step -> {
            nextWaits.await();
            return Integer.toString(signal.length);
        };
        Future<String> done = pool.run(vertx, work, LIMITS).future();
        pool.run(vertx, next, LIMITS);
        nextWaits.countDown();
        done.await();
        return new WeakReference<>(work);
    }

    @Test
    void nothingHoldsTheWorkThatIsDoneUntilItsTimeWouldHaveEnded() {
        WeakReference<AnalysisPool.Work<String>> work = done();
        Awaitility.await("the work to be forgotten").until(() -> {
            System.gc();
            return work.refersTo(null);
        });
    }

    private WeakReference<AnalysisPool.Work<String>> done() {
        byte[] signal = new byte[1 << 20];
        AnalysisPool.Work<String> work = step -> Integer.toString(signal.length);
        pool.run(vertx, work, LIMITS).future().await();
        return new WeakReference<>(work);
    }
}
