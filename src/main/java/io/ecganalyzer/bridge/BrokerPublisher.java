package io.ecganalyzer.bridge;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQPublisher;
import io.vertx.rabbitmq.RabbitMQPublisherOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Publishes to queues with confirms, many in flight. One for a node, on a connection of its own: a broker short of memory
 * stops the connections that publish, and must not stop the one whose consuming would help it.
 *
 * <pre>
 *   publish ──▶ waiting ──▶ in flight ──confirm──▶ done
 *      │           │            ├── nack ────────────────▶ failed
 *      │           │            ├── no word in time ─────▶ failed, and the connection is made anew
 *      └─ full,    └─ connection└── connection lost ─────▶ failed
 *         down or     lost
 *         blocked ──▶ failed
 * </pre>
 *
 * <p>It repeats nothing by itself: who publishes knows whether the message is still wanted. Safe to use from any thread.
 */
public final class BrokerPublisher {
    /** Enough for the some 6,000 a second that one connection does, at 150 ms a confirm. */
    static final int MAX_IN_FLIGHT = 1_024;

    /** Two seconds' worth. Whoever is refused beyond that is found by the sweep; each waiting one holds some 300 bytes. */
    static final int MAX_PENDING = 10_000;

    private final Context context;
    private final BrokerLink link;
    private final Duration confirmTimeout;
    private final Counter published;
    private final Counter confirmed;
    private final Counter failed;
    private final AtomicInteger pending = new AtomicInteger();
    private final Queue<Outgoing> waiting = new ArrayDeque<>();
    private final Set<Outgoing> inFlight = new HashSet<>();
    private RabbitMQPublisher publisher;

    /**
     * Connects when it is opened.
     *
     * @param home the context its connection is to live on
     * @param confirmTimeout after which a message counts as lost, and its connection as broken
     */
    public BrokerPublisher(
            Context home, BrokerAddress broker, Topology topology, Duration confirmTimeout, MeterRegistry meters) {
        this.context = home;
        this.confirmTimeout = confirmTimeout;
        this.link = new BrokerLink(home, broker, "ecg-publisher", topology, new Connected());
        this.published = meters.counter("ecg.broker.published");
        this.confirmed = meters.counter("ecg.broker.confirmed");
        this.failed = meters.counter("ecg.broker.publish.failed");
        Gauge.builder("ecg.broker.in.flight", pending, AtomicInteger::get)
                .description("Messages that are published and not confirmed, or wait to be published")
                .register(meters);
    }

    /** As {@link BrokerLink#open}: an absent broker is no failure. */
    public Future<Void> open() {
        return link.open();
    }

    /** Whether messages can be published now. */
    public boolean isReady() {
        return link.isUp() && !link.isBlocked();
    }

    /**
     * Publishes a persistent message.
     *
     * @return when the broker has it; fails with {@link BrokerUnavailableException}
     */
    public Future<Void> publish(String queue, String messageId, Buffer body, Map<String, Object> headers) {
        if (!isReady()) {
            return refused("the broker is not there or takes no messages");
        }
        if (pending.incrementAndGet() > MAX_PENDING) {
            pending.decrementAndGet();
            return refused(MAX_PENDING + " messages are waiting already");
        }
        BasicProperties properties = new BasicProperties.Builder()
                .deliveryMode(2)
                .contentType("application/json")
                .messageId(messageId)
                .headers(headers)
                .build();
        Outgoing outgoing = new Outgoing(queue, properties, body);
        context.runOnContext(go -> {
            waiting.add(outgoing);
            sendWaiting();
        });
        return outgoing.done.future();
    }

    /** How many messages a queue holds, copies included; RabbitMQ leaves out those that a consumer holds, Broker-J does not. */
    public Future<Long> depth(String queue) {
        Promise<Long> depth = Promise.promise();
        context.runOnContext(go -> link.client()
                .map(client -> client.messageCount(queue))
                .orElseGet(() -> refused("the broker is not there"))
                .timeout(confirmTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(depth));
        return depth.future();
    }

    /** Ends the connection; what is unconfirmed fails. */
    public Future<Void> close() {
        return link.close().onComplete(closed -> context.runOnContext(go -> failAll("the publisher was closed")));
    }

    private <T> Future<T> refused(String reason) {
        return Future.failedFuture(new BrokerUnavailableException(reason));
    }

    private void sendWaiting() {
        if (publisher == null) {
            failAll("the connection was lost");
        }
        while (inFlight.size() < MAX_IN_FLIGHT && !waiting.isEmpty()) {
            send(waiting.remove());
        }
    }

    private void send(Outgoing outgoing) {
        inFlight.add(outgoing);
        published.increment();
        // Not the future's own timeout, whose clock is a thread apart, woken at each beginning and each end.
        Vertx vertx = context.owner();
        long timer = vertx.setTimer(confirmTimeout.toMillis(), late -> answered(outgoing, new TimeoutException()));
        publisher
                .publishConfirm("", outgoing.queue, outgoing.properties, outgoing.body)
                .onComplete(answered -> context.runOnContext(go -> {
                    vertx.cancelTimer(timer);
                    answered(outgoing, answered.cause());
                }));
    }

    private void answered(Outgoing outgoing, Throwable failure) {
        if (!inFlight.remove(outgoing)) {
            return; // It went down with its connection.
        }
        if (failure == null) {
            confirmed.increment();
            outgoing.end(null);
        } else {
            fail(outgoing, "no confirm", failure);
            // While the broker is blocked silence is its right, and a new connection would be blocked as well.
            if (failure instanceof TimeoutException && !link.isBlocked()) {
                link.restart("no confirm within " + confirmTimeout.toMillis() + " ms");
            }
        }
        sendWaiting();
    }

    private void failAll(String reason) {
        List<Outgoing> all = Stream.concat(inFlight.stream(), waiting.stream()).toList();
        inFlight.clear();
        waiting.clear();
        all.forEach(outgoing -> fail(outgoing, reason, null));
    }

    private void fail(Outgoing outgoing, String reason, Throwable cause) {
        failed.increment();
        outgoing.end(new BrokerUnavailableException(reason, cause));
    }

    /** A message on its way; equal only to itself. */
    private final class Outgoing {
        final String queue;
        final BasicProperties properties;
        final Buffer body;
        final Promise<Void> done = Promise.promise();

        Outgoing(String queue, BasicProperties properties, Buffer body) {
            this.queue = queue;
            this.properties = properties;
            this.body = body;
        }

        void end(Throwable failure) {
            pending.decrementAndGet();
            if (failure == null) {
                done.complete();
            } else {
                done.fail(failure);
            }
        }
    }

    private final class Connected implements BrokerLink.User {
        @Override
        public Future<Void> up(RabbitMQClient client) {
            // Its own queue never fills: we send it no more than MAX_IN_FLIGHT.
            RabbitMQPublisher made = RabbitMQPublisher.create(
                    context.owner(), client, new RabbitMQPublisherOptions().setMaxInternalQueueSize(2 * MAX_IN_FLIGHT));
            return made.start().onSuccess(started -> publisher = made);
        }

        @Override
        public void down(String reason) {
            publisher = null;
            failAll("the connection was lost: " + reason);
        }
    }
}
