package io.ecganalyzer.bridge;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lays what could not be worked on before the operator: a log line, a count, and the message in a queue of its own. */
final class DeadLetters {
    /** Longer reasons are cut: a broker's header is no place for a page. */
    private static final int MAX_REASON = 500;

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final BrokerPublisher publisher;
    private final Topology topology;
    private final MeterRegistry meters;

    DeadLetters(BrokerPublisher publisher, Topology topology, MeterRegistry meters) {
        this.publisher = publisher;
        this.topology = topology;
        this.meters = meters;
    }

    /** A job that failed for good. That stands in the database, so it is well even if the broker cannot take the message. */
    void failed(JobMessage job, String reason) {
        put("failed", job.messageId(), job.encode(), job.requestId(), reason).otherwiseEmpty();
    }

    /** A message that is none of ours. It is nowhere else, so the caller keeps it until this succeeds. */
    Future<Void> unreadable(String messageId, Buffer body, String reason) {
        return put("unreadable", messageId, body, "", reason);
    }

    private Future<Void> put(String kind, String messageId, Buffer body, String requestId, String reason) {
        String shortReason = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
        return publisher
                .publish(
                        topology.dead(),
                        messageId == null ? "" : messageId,
                        body,
                        Map.of("ecg-kind", kind, "ecg-reason", shortReason, "ecg-request-id", requestId))
                .onSuccess(there ->
                        meters.counter("ecg.jobs.dead.lettered", "kind", kind).increment())
                .onComplete(tried -> LOG.atWarn()
                        .addKeyValue("request_id", requestId)
                        .addKeyValue("message_id", messageId)
                        .addKeyValue("reason", shortReason)
                        .addKeyValue("in_queue", tried.succeeded() ? topology.dead() : "none")
                        .log("A message was given up"));
    }
}
