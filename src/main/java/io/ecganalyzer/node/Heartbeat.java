package io.ecganalyzer.node;

import io.ecganalyzer.config.Config;
import io.ecganalyzer.config.Role;
import io.ecganalyzer.store.NodeEntry;
import io.ecganalyzer.store.NodeStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the other nodes, by the database, that this one is there and how it is. */
final class Heartbeat {
    /** {@code GET /v1/admin/nodes} calls a node silent that has missed five of these. */
    private static final Duration TURN = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Config config;
    private final Vertx vertx;
    private final NodeStore nodes;
    private final MeterRegistry meters;
    private final UUID id = UUID.randomUUID();
    private final String name = hostName() + "/" + ProcessHandle.current().pid();

    Heartbeat(Config config, Vertx vertx, NodeStore nodes, MeterRegistry meters) {
        this.config = config;
        this.vertx = vertx;
        this.nodes = nodes;
        this.meters = meters;
    }

    void start(Shutdown shutdown) {
        beat();
        long timer = vertx.setPeriodic(TURN.toMillis(), now -> beat());
        shutdown.add("heartbeat", Duration.ofSeconds(1), () -> {
            vertx.cancelTimer(timer);
            return nodes.leave(id);
        });
    }

    /** A turn that is missed is made up for by the next; that the database is away, others say. */
    private void beat() {
        nodes.beat(entry())
                .onFailure(failure -> LOG.atDebug()
                        .addKeyValue("reason", failure.getMessage())
                        .log("The other nodes could not be told that this one is there"));
    }

    private NodeEntry entry() {
        List<String> roles = config.roles().stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        return new NodeEntry(
                id,
                name,
                version(),
                roles,
                config.roles().contains(Role.API) ? config.instances().api() : 0,
                config.roles().contains(Role.ANALYZER) ? config.instances().analyzer() : 0,
                (int) Math.max(0, gauge("ecg.consumer.in.flight")),
                gauge("process.cpu.usage"));
    }

    private double gauge(String meter) {
        Gauge gauge = meters.find(meter).gauge();
        double value = gauge == null ? -1 : gauge.value();
        return Double.isFinite(value) ? value : -1;
    }

    private static String version() {
        String version = Heartbeat.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
