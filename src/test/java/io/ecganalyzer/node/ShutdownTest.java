package io.ecganalyzer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class ShutdownTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final Shutdown shutdown = new Shutdown();

    @Test
    void whatWasOpenedLastIsClosedFirst() {
        add("first");
        shutdown.addBlocking("second", PATIENCE, () -> closed.add("second"));
        add("third");
        shutdown.run();
        assertEquals(List.of("third", "second", "first"), closed);
    }

    @Test
    void aPartThatFailsKeepsNoOtherFromClosing() {
        add("first");
        shutdown.add("failing", PATIENCE, () -> Future.failedFuture("on purpose"));
        shutdown.add("throwing", PATIENCE, () -> {
            throw new IllegalStateException("on purpose");
        });
        shutdown.run();
        assertEquals(List.of("first"), closed);
    }

    @Test
    void aPartThatHangsKeepsNoOtherFromClosing() {
        add("first");
        shutdown.add("hanging", Duration.ofMillis(50), () -> Promise.promise().future());
        assertTimeout(PATIENCE, shutdown::run);
        assertEquals(List.of("first"), closed);
    }

    @Test
    void closingTwiceClosesOnce() {
        add("first");
        shutdown.run();
        shutdown.run();
        assertEquals(List.of("first"), closed);
    }

    @Test
    void whatIsOpenedAfterwardsIsClosedAtOnce() {
        shutdown.run();
        assertThrows(NodeException.class, () -> add("late"));
        assertEquals(List.of("late"), closed);
    }

    private void add(String name) {
        shutdown.add(name, PATIENCE, () -> {
            closed.add(name);
            return Future.succeededFuture();
        });
    }
}
