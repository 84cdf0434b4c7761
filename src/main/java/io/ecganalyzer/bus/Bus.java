package io.ecganalyzer.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus for our messages only, the same whether clustered or not. At most once: what it loses is found by a sweep
 * or by asking the database.
 *
 * <p>A message that cannot be read, such as one of a newer node's version during a rolling upgrade, is logged and counted and the
 * receiver goes on; a request is then answered with a failure, so that its sender does not wait for the timeout.
 */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    private static final int UNREADABLE = 1;
    private static final int DEFECT = 2;

    private static final DeliveryOptions ANYWHERE = new DeliveryOptions().setCodecName(Carriage.NAME);
    private static final DeliveryOptions OWN_NODE = new DeliveryOptions(ANYWHERE).setLocalOnly(true);

    private final EventBus events;
    private final MeterRegistry meters;

    public Bus(Vertx vertx, MeterRegistry meters) {
        this.events = vertx.eventBus();
        Carriage.isKnownTo(events);
        this.meters = meters;
    }

    /**
     * To one receiver; no word comes back. Where it cannot be sent there, because the receiver's node is gone and not missed yet, to one
     * of this node.
     */
    public void send(Message.Hint hint) {
        String address = addressOf(hint);
        events.<Message>sender(address, ANYWHERE).write(hint).onFailure(gone -> events.send(address, hint, OWN_NODE));
    }

    /** To all receivers, those of this node included. */
    public void publish(Message.Announcement announcement) {
        events.publish(addressOf(announcement), announcement, ANYWHERE);
    }

    /**
     * To one receiver, which answers.
     *
     * @return fails with {@link ReplyException} where nobody listens, nobody answers in time or the receiver failed, and with
     *     {@link UnreadableMessageException} where the answer cannot be read
     */
    public <R extends Message.Reply> Future<R> request(Message.Request<R> request, Duration timeout) {
        MessageCodec<R> codec = new MessageCodec<>(request.replyType());
        DeliveryOptions options = new DeliveryOptions(ANYWHERE)
                .setSendTimeout(timeout.toMillis())
                .setLocalOnly(request.getClass().getAnnotation(Wire.class).ownNode());
        return events.request(addressOf(request), request, options).compose(reply -> {
            try {
                return Future.succeededFuture(codec.decode(reply.body()));
            } catch (UnreadableMessageException unreadable) {
                reject(codec, unreadable);
                return Future.failedFuture(unreadable);
            }
        });
    }

    /** Whether a request failed because no receiver was there; it was then certainly not handled. */
    public static boolean nobodyListened(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }

    /** Whether a request or its answer may be lost, or its receiver still at work. */
    public static boolean nobodyAnswered(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT;
    }

    /** Whether a request reached a receiver that does not know its version; it was then certainly not handled. */
    public static boolean notUnderstood(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureCode() == UNREADABLE;
    }

    /**
     * Receives messages on the context of the caller.
     *
     * @param type of a hint or an announcement
     */
    public <M extends Message> Subscription consume(Class<M> type, Consumer<M> receiver) {
        MessageCodec<M> codec = new MessageCodec<>(type);
        return subscription(events.consumer(codec.address(), received -> {
            try {
                receiver.accept(codec.decode(received.body()));
            } catch (UnreadableMessageException unreadable) {
                reject(codec, unreadable);
            }
        }));
    }

    /** Receives requests on the context of the caller and sends what the future brings, also its failure. */
    public <Q extends Message.Request<R>, R extends Message.Reply> Subscription answer(
            Class<Q> type, Function<Q, Future<R>> receiver) {
        MessageCodec<Q> codec = new MessageCodec<>(type);
        return subscription(events.consumer(codec.address(), received -> {
            try {
                receiver.apply(codec.decode(received.body()))
                        .onSuccess(reply -> received.reply(reply, ANYWHERE))
                        .onFailure(failure -> fail(received, failure));
            } catch (UnreadableMessageException unreadable) {
                reject(codec, unreadable);
                received.fail(UNREADABLE, unreadable.getMessage());
            } catch (RuntimeException defect) {
                LOG.atError().setCause(defect).log("A receiver on the event bus failed");
                fail(received, defect);
            }
        }));
    }

    private static void fail(io.vertx.core.eventbus.Message<?> received, Throwable failure) {
        received.fail(DEFECT, String.valueOf(failure.getMessage()));
    }

    private static Subscription subscription(MessageConsumer<?> consumer) {
        return new Subscription(consumer.completion(), consumer::unregister);
    }

    private static String addressOf(Message message) {
        return message.getClass().getAnnotation(Wire.class).address();
    }

    private void reject(MessageCodec<?> codec, UnreadableMessageException unreadable) {
        meters.counter("ecg.bus.unreadable", "address", codec.address()).increment();
        LOG.atWarn()
                .addKeyValue("address", codec.address())
                .addKeyValue("reason", unreadable.getMessage())
                .log("A message on the event bus could not be read and was left out");
    }
}
