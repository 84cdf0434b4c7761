package io.ecganalyzer.bridge;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.NoOpMetricsCollector;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sees what happens to a connection. The Vert.x client shows neither the connection nor its end; the Java client below it
 * hands both to whoever collects its metrics.
 */
final class ConnectionWatch extends NoOpMetricsCollector {
    private static final int ABORT_MILLIS = 2_000;

    private final Consumer<String> ended;
    private final Consumer<Boolean> blocked;
    private volatile Connection connection;

    /**
     * Watches the next connection.
     *
     * @param ended called, perhaps more than once and on a thread of the client, with the reason
     * @param blocked called with whether the broker takes messages, on a thread of the client
     */
    ConnectionWatch(Consumer<String> ended, Consumer<Boolean> blocked) {
        this.ended = ended;
        this.blocked = blocked;
    }

    @Override
    public void newConnection(Connection opened) {
        connection = opened;
        opened.addShutdownListener(signal -> ended.accept(signal.getMessage()));
        opened.addBlockedListener(reason -> blocked.accept(true), () -> blocked.accept(false));
    }

    @Override
    public void newChannel(Channel channel) {
        channel.addShutdownListener(signal -> ended.accept(signal.getMessage()));
    }

    /** What the broker told of itself. */
    Map<String, Object> server() {
        Connection opened = connection;
        return opened == null ? Map.of() : opened.getServerProperties();
    }

    /** Closes the connection whatever its state. Blocks, as long as the client's own heartbeat at worst. */
    void abort() {
        Connection opened = connection;
        if (opened != null) {
            opened.abort(ABORT_MILLIS);
        }
    }
}
