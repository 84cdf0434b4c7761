package io.ecganalyzer.bridge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ecganalyzer.bus.AnalysisBatch;
import io.ecganalyzer.bus.AnalysisOutcome;
import io.ecganalyzer.bus.AnalysisRequest;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.store.JobStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.rabbitmq.QueueOptions;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQConsumer;
import io.vertx.rabbitmq.RabbitMQMessage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages from the broker to a worker, somewhere on the bus, and acknowledges them by hand.
 *
 * <pre>
 *   message ──of a newer release─────────────────────────────────────────────────▶ hold, give back, for a node that knows it
 *      │                                                                              (after a minute of it: as unreadable)
 *      ├─unreadable, of an older version──────────────▶ dead letter ──confirmed──▶ ack      (not confirmed: hold, give back)
 *      │
 *      └─request on the bus─┬─ done, nothing to do ────────────────────────────────▶ ack
 *                           ├─ retry later: its time stands in the database ───────▶ ack
 *                           ├─ failed for good: so says the database ─▶ dead letter, ack
 *                           ├─ no answer in time ──▶ does a worker hold the job? ──yes──▶ ask again later
 *                           │                                                    ──no───▶ ack; its due time brings it back
 *                           ├─ an answer that is none ──────────────────────────────▶ ack; the job's lease brings it back
 *                           ├─ no worker there, worker busy ───────────────────────▶ hold 0.5 to 1 s, give back
 *                           └─ connection lost meanwhile ──────────────────────────▶ the broker delivers it again
 * </pre>
 *
 * <p>"Give back" is a nack with requeue, which does not count towards a queue's delivery limit in RabbitMQ 4.3 and later; should an
 * older one drop the message in the end, the sweep publishes the job again. A message that is held keeps its place in the
 * prefetch, so that a node without workers takes no more than that.
 */
public final class JobConsumer extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(JobConsumer.class);
    private static final RetryPolicy HOLD = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1));

    /** A minute's worth: a rolling update has brought a newer node by then, or it was rolled back. */
    private static final int MAX_HAND_BACKS = 80;

    private static final int HAND_BACKS_KEPT = 10_000;

    private final BrokerAddress broker;
    private final Topology topology;
    private final JobStore jobs;
    private final Bus bus;
    private final DeadLetters deadLetters;
    private final ConsumerSettings settings;
    private final MeterRegistry meters;
    /** By outcome. */
    private final Map<String, Counter> consumed = new ConcurrentHashMap<>();

    private final AtomicInteger asked = new AtomicInteger();
    private final Cache<String, AtomicInteger> handedBack = Caffeine.newBuilder()
            .maximumSize(HAND_BACKS_KEPT)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();
    private final Promise<Void> drained = Promise.promise();

    private BrokerLink link;
    private RabbitMQConsumer consumer;
    private boolean stopping;

    /** The publisher, which dead letters take, is opened and closed by whoever made it. */
    public JobConsumer(
            BrokerAddress broker,
            Topology topology,
            JobStore jobs,
            Bus bus,
            BrokerPublisher publisher,
            ConsumerSettings settings,
            MeterRegistry meters) {
        this.broker = broker;
        this.topology = topology;
        this.jobs = jobs;
        this.bus = bus;
        this.deadLetters = new DeadLetters(publisher, topology, meters);
        this.settings = settings;
        this.meters = meters;
        meters.gauge("ecg.consumer.in.flight", asked);
    }

    @Override
    public Future<?> start() {
        link = new BrokerLink(context, broker, "ecg-consumer", topology, new Consuming());
        return link.open();
    }

    /** Takes no more, waits for the answers to what was taken, and leaves the rest to other consumers. */
    @Override
    public Future<?> stop() {
        stopping = true;
        endIfDrained();
        Future<Void> cancelled = consumer == null ? Future.succeededFuture() : consumer.cancel();
        return cancelled
                .otherwiseEmpty()
                .compose(none ->
                        drained.future().timeout(Math.max(1, settings.drain().toMillis()), TimeUnit.MILLISECONDS))
                .otherwiseEmpty()
                .eventually(link::close);
    }

    private void receive(RabbitMQClient client, RabbitMQMessage message) {
        JobBatch batch;
        try {
            batch = JobBatch.decode(message.body());
        } catch (NewerMessageException newer) {
            giveToNewerNode(client, message, newer);
            return;
        } catch (IllegalArgumentException unreadable) {
            bury(client, message, unreadable.getMessage());
            return;
        }
        int size = batch.jobs().size();
        asked.addAndGet(size);
        ask(batch).onComplete(answer -> {
            asked.addAndGet(-size);
            if (answer.succeeded()) {
                settle(client, message, batch, answer.result());
            } else {
                settleUnanswered(client, message, batch, answer.cause());
            }
            endIfDrained();
        });
    }

    private void giveToNewerNode(RabbitMQClient client, RabbitMQMessage message, NewerMessageException newer) {
        String id = String.valueOf(message.properties().getMessageId());
        if (handedBack.get(id, any -> new AtomicInteger()).incrementAndGet() > MAX_HAND_BACKS) {
            handedBack.invalidate(id);
            bury(client, message, newer.getMessage());
        } else {
            count("newer");
            holdAndGiveBack(client, message);
        }
    }

    private void bury(RabbitMQClient client, RabbitMQMessage message, String reason) {
        count("unreadable");
        deadLetters
                .unreadable(message.properties().getMessageId(), message.body(), reason)
                .onSuccess(there -> ack(client, message))
                .onFailure(failure -> holdAndGiveBack(client, message));
    }

    private Future<List<AnalysisOutcome>> ask(JobBatch batch) {
        List<AnalysisRequest> requests = batch.jobs().stream()
                .map(job -> new AnalysisRequest(job.ecgKey(), job.requestId()))
                .toList();
        return requests.size() == 1
                ? bus.request(requests.get(0), settings.answerWithin()).map(List::of)
                : bus.request(new AnalysisBatch(requests), settings.answerWithin())
                        .map(AnalysisBatch.Outcomes::outcomes);
    }

    /** A message comes back as a whole for those of its jobs that found no room; the others are then found done. */
    private void settle(
            RabbitMQClient client, RabbitMQMessage message, JobBatch batch, List<AnalysisOutcome> outcomes) {
        boolean isBusy = false;
        for (int i = 0; i < outcomes.size(); i++) {
            AnalysisOutcome outcome = outcomes.get(i);
            count(outcome.kind().name().toLowerCase(Locale.ROOT));
            switch (outcome.kind()) {
                case DONE, NOTHING_TO_DO, RETRY_LATER -> {}
                case FAILED -> deadLetters.failed(batch.jobs().get(i), outcome.reason());
                case BUSY -> isBusy = true;
            }
        }
        if (isBusy) {
            holdAndGiveBack(client, message);
        } else {
            ack(client, message);
        }
    }

    private void settleUnanswered(RabbitMQClient client, RabbitMQMessage message, JobBatch batch, Throwable failure) {
        if (Bus.nobodyListened(failure) || Bus.notUnderstood(failure)) {
            count("no_worker");
            holdAndGiveBack(client, message);
            return;
        }
        count("unanswered");
        if (Bus.nobodyAnswered(failure)) {
            ackOnceNobodyHolds(client, message, batch);
            return;
        }
        LOG.atWarn()
                .addKeyValue("request_id", batch.jobs().get(0).requestId())
                .addKeyValue("ecg_key", batch.jobs().get(0).ecgKey())
                .addKeyValue("jobs", batch.jobs().size())
                .addKeyValue("reason", failure.getMessage())
                .log("No answer from a worker; what is not done of a message's jobs comes back");
        ack(client, message);
    }

    private Future<Boolean> isAnyHeld(JobBatch batch) {
        List<Future<Boolean>> held = batch.jobs().stream()
                .map(job -> jobs.isHeld(job.ecgKey()).otherwise(true))
                .toList();
        return Future.all(held).map(all -> all.<Boolean>list().contains(true));
    }

    /** Its place in the prefetch is taken as long as the node works on it, and no longer, whatever became of the answer. */
    private void ackOnceNobodyHolds(RabbitMQClient client, RabbitMQMessage message, JobBatch batch) {
        isAnyHeld(batch).onSuccess(held -> {
            if (held && !stopping) {
                vertx.setTimer(settings.answerWithin().toMillis(), later -> ackOnceNobodyHolds(client, message, batch));
            } else {
                ack(client, message);
            }
        });
    }

    /** Fails where the connection is gone; the broker then delivers the message again, and its job is found done. */
    private void ack(RabbitMQClient client, RabbitMQMessage message) {
        client.basicAck(message.envelope().getDeliveryTag(), false).onFailure(this::unsettled);
    }

    private void holdAndGiveBack(RabbitMQClient client, RabbitMQMessage message) {
        vertx.setTimer(
                HOLD.delayAfter(1).toMillis(),
                now -> client.basicNack(message.envelope().getDeliveryTag(), false, true)
                        .onFailure(this::unsettled));
    }

    private void unsettled(Throwable failure) {
        LOG.atDebug().addKeyValue("reason", failure.getMessage()).log("A message could not be settled");
    }

    private void count(String outcome) {
        consumed.computeIfAbsent(outcome, each -> meters.counter("ecg.jobs.consumed", "outcome", each))
                .increment();
    }

    private void endIfDrained() {
        if (stopping && asked.get() == 0) {
            drained.tryComplete();
        }
    }

    private final class Consuming implements BrokerLink.User {
        @Override
        public Future<Void> up(RabbitMQClient client) {
            // Past its internal queue the client drops messages without a word: it must hold more than the broker
            // sends.
            QueueOptions options =
                    new QueueOptions().setAutoAck(false).setMaxInternalQueueSize(2 * settings.prefetch());
            return client.basicQos(settings.prefetch(), false)
                    .compose(set -> client.basicConsumer(topology.jobs(), options))
                    .onSuccess(started -> {
                        // In the turn in which the consumer is made, or its first messages find no handler.
                        started.handler(message -> receive(client, message));
                        started.exceptionHandler(failure -> link.restart("the consumer failed: " + failure));
                        started.endHandler(ended -> consumerEnded(started));
                        consumer = started;
                    })
                    .mapEmpty();
        }

        /** As when the queue was deleted or its leader moved. */
        private void consumerEnded(RabbitMQConsumer ended) {
            if (!stopping && consumer == ended) {
                link.restart("the broker ended the consumer");
            }
        }

        @Override
        public void down(String reason) {
            consumer = null;
        }
    }
}
