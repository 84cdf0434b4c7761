package io.ecganalyzer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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
