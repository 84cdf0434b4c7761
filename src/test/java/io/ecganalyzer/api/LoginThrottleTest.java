package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class LoginThrottleTest {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicLong elsewhere = new AtomicLong();
    private final LoginThrottle throttle =
            new LoginThrottle(3, 6, (key, window) -> Future.succeededFuture(elsewhere.get()), clock::get);

    @Test
    void aNameWaitsForAWindowAfterItsLastFailureWhoeverTries() throws Exception {
        for (int address = 1; address <= 3; address++) {
            throttle.begin("ada", "192.0.2." + address).end(true);
        }
        assertEquals(WINDOW, waitOf("ada", "192.0.2.4"));
        clock.addAndGet(WINDOW.toNanos() - 1);
        assertEquals(Duration.ofNanos(1), waitOf("ada", "192.0.2.4"));
        clock.addAndGet(1);
        throttle.begin("ada", "192.0.2.4").end(true);
    }

    @Test
    void anAddressWaitsWhateverTheNamesAndOthersDoNot() throws Exception {
        for (int name = 1; name <= 6; name++) {
            throttle.begin("user" + name, "192.0.2.1").end(true);
        }
        assertEquals(WINDOW, waitOf("user7", "192.0.2.1"));
        throttle.begin("user7", "192.0.2.2").end(true);
    }

    @Test
    void whatSucceedsIsNotCounted() throws Exception {
        for (int i = 0; i < 100; i++) {
            throttle.begin("ada", "192.0.2.1").end(false);
        }
    }

    @Test
    void triesUnderWayAreGuessesUntilTheyTurnOutRight() throws Exception {
        LoginThrottle.Attempt first = throttle.begin("ada", "192.0.2.1");
        throttle.begin("ada", "192.0.2.1");
        throttle.begin("ada", "192.0.2.1");
        assertEquals(Duration.ofSeconds(1), waitOf("ada", "192.0.2.1"));
        first.end(false);
        throttle.begin("ada", "192.0.2.1");
    }

    @Test
    void failuresOnOtherNodesCountFromTheNextOneHere() throws Exception {
        elsewhere.set(5);
        throttle.begin("ada", "192.0.2.1").end(true);
        assertEquals(WINDOW, waitOf("ada", "192.0.2.1"));
    }

    @Test
    void aThousandTriesAreOneLineAMinute() throws Exception {
        for (int i = 0; i < 3; i++) {
            throttle.begin("a secret typed as a name", "192.0.2.1").end(true);
        }
        Logger logger = (Logger) LoggerFactory.getLogger(LoginThrottle.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        try {
            for (int i = 0; i < 1000; i++) {
                waitOf("a secret typed as a name", "192.0.2.1");
            }
            assertEquals(1, lines.list.size());
            assertTrue(lines.list.get(0).getKeyValuePairs().stream()
                    .noneMatch(pair -> String.valueOf(pair.value).contains("secret")));
        } finally {
            logger.detachAppender(lines);
            logger.setAdditive(true);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::1, 20010db800010002",
        "unix.socket, unix.socket"
    })
    void ofIpv6TheNetworkCounts(String address, String counted) {
        assertEquals(counted, LoginThrottle.networkOf(address));
    }

    private Duration waitOf(String username, String address) {
        AuthenticationException throttled =
                assertThrows(AuthenticationException.class, () -> throttle.begin(username, address));
        assertEquals(AuthenticationException.Reason.THROTTLED, throttled.reason());
        return throttled.retryAfter();
    }
}
