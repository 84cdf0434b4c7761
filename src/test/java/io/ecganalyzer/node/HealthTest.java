package io.ecganalyzer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthTest {
    private static final Supplier<Future<Void>> UP = Future::succeededFuture;
    private static final Supplier<Future<Void>> DOWN = () -> Future.failedFuture("no connection");

    @ParameterizedTest
    @CsvSource({
        "true, true, true, up",
        "true, false, true, degraded",
        "false, true, false, down",
        "false, false, false, down",
    })
    void theNodeIsReadyWithAllThatItRequires(boolean database, boolean cache, boolean ready, String status) {
        Health.Report report = new Health()
                .requires("database", database ? UP : DOWN)
                .prefers("cache", cache ? UP : DOWN)
                .look()
                .result();
        assertEquals(ready, report.ready());
        assertEquals(status, report.body().getString("status"));
    }

    @Test
    void aNodeThatIsStoppingIsNotReady() {
        Health health = new Health().requires("database", UP);
        health.leave();
        Health.Report report = health.look().result();
        assertFalse(report.ready());
        assertEquals("down", report.body().getString("status"));
    }

    @Test
    void whatIsWrongIsSaid() {
        String body = new Health()
                .requires("database", UP)
                .prefers("cache", DOWN)
                .look()
                .result()
                .body()
                .encode();
        assertEquals(
                "{\"status\":\"degraded\",\"checks\":[{\"name\":\"database\",\"status\":\"up\"},"
                        + "{\"name\":\"cache\",\"status\":\"down\",\"detail\":\"no connection\"}]}",
                body);
    }
}
