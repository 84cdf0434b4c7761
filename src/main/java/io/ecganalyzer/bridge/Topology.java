package io.ecganalyzer.bridge;

import com.rabbitmq.client.ShutdownSignalException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.rabbitmq.RabbitMQClient;
import java.util.Locale;
import java.util.Map;

/**
 * The queues on the broker, declared at each connection: a broker may come back without them.
 *
 * <p>Both are durable and reached through the default exchange. Nothing of how the service works rests on the broker: a queue
 * that lost its messages, or holds copies, changes no result.
 *
 * @param jobs where references to jobs wait for a consumer
 * @param dead what could not be worked on, for an operator to look at; nothing consumes it
 */
public record Topology(String jobs, String dead) {
    /** The queues of the service. */
    public static final Topology DEFAULT = named("ecg.jobs");

    /** Keeps what an operator can look through; older ones go first. The failure itself stands in the database in any case. */
    private static final int MAX_DEAD = 10_000;

    /** A pair of queues of that name. */
    public static Topology named(String jobs) {
        return new Topology(jobs, jobs + ".dead");
    }

    /**
     * Declares both.
     *
     * @param server the broker's properties as it told them when the connection was opened
     * @return fails with {@link TopologyException} where the broker refuses
     */
    Future<Void> declare(RabbitMQClient client, Map<String, Object> server) {
        Kind kind = Kind.of(server);
        return declare(client, jobs, kind.jobsArguments())
                .compose(declared -> declare(client, dead, kind.deadArguments()));
    }

    private static Future<Void> declare(RabbitMQClient client, String queue, JsonObject arguments) {
        return client.queueDeclare(queue, true, false, false, arguments)
                .recover(failure -> Future.failedFuture(explained(queue, arguments, failure)))
                .mapEmpty();
    }

    private static Throwable explained(String queue, JsonObject arguments, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // A connection that was lost meanwhile is no refusal: that is a hard error without a channel's close.
            if (cause instanceof ShutdownSignalException refused && !refused.isHardError()) {
                return new TopologyException(
                        "the broker refuses the queue " + queue + " with the arguments " + arguments + ": "
                                + refused.getReason() + ". If it exists with others, let it run empty and delete it;"
                                + " the service declares it anew and publishes again what is missing",
                        failure);
            }
        }
        return failure;
    }

    /**
     * What the kinds of broker call the same thing. RabbitMQ keeps both queues on several nodes as quorum queues
     * (rabbitmq.com/docs/quorum-queues). Broker-J knows none of RabbitMQ's arguments and may be set to refuse them; it bounds a
     * queue by arguments of its own.
     */
    private enum Kind {
        RABBITMQ,
        BROKER_J,
        OTHER;

        static Kind of(Map<String, Object> server) {
            String product = String.valueOf(server.get("product")).toLowerCase(Locale.ROOT);
            if (product.contains("rabbitmq")) {
                return RABBITMQ;
            }
            return product.contains("qpid") ? BROKER_J : OTHER;
        }

        JsonObject jobsArguments() {
            return this == RABBITMQ ? new JsonObject().put("x-queue-type", "quorum") : new JsonObject();
        }

        JsonObject deadArguments() {
            return switch (this) {
                case RABBITMQ -> jobsArguments().put("x-max-length", MAX_DEAD);
                case BROKER_J ->
                    new JsonObject().put("qpid.max_count", MAX_DEAD).put("qpid.policy_type", "ring");
                case OTHER -> new JsonObject();
            };
        }
    }
}
