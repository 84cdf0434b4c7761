package io.ecganalyzer.node;

import io.ecganalyzer.cluster.Cluster;
import io.ecganalyzer.cluster.ClusterException;
import io.ecganalyzer.cluster.ClusterSettings;
import io.ecganalyzer.cluster.ClusterSettings.Discovery;
import io.ecganalyzer.cluster.ClusterTls;
import io.ecganalyzer.config.ClusterConfig;
import io.ecganalyzer.config.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Vert.x of a node: by itself, or with the event bus of all nodes of its cluster. */
final class EventBusOfNodes {
    private static final int DNS_PORT = 53;
    private static final Pattern HOST = Pattern.compile("\\[?(.+?)]?(?::(\\d+))?");

    private EventBusOfNodes() {}

    /**
     * As many event loops as processors and at least two, half of Vert.x's default: what a small ECG hands from one loop to another wakes
     * a thread more seldom then, at a tenth less processor time.
     */
    static Vertx start(ClusterConfig config, Meters meters, Shutdown shutdown) {
        VertxOptions options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setMetricsOptions(Meters.ofVertx());
        MicrometerMetricsFactory metrics = new MicrometerMetricsFactory(meters.registry());
        Vertx vertx;
        if (config.enabled()) {
            Cluster cluster = join(config);
            shutdown.addBlocking("cluster", Duration.ofSeconds(2), cluster);
            options.setEventBusOptions(cluster.busOptions());
            VertxBuilder builder = Vertx.builder().with(options).withMetrics(metrics);
            vertx = Await.result("the event bus of the cluster", cluster.vertx(builder));
        } else {
            vertx = Vertx.builder().with(options).withMetrics(metrics).build();
        }
        shutdown.add("Vert.x", Duration.ofSeconds(2), vertx::close);
        return vertx;
    }

    private static Cluster join(ClusterConfig config) {
        try {
            return Cluster.join(settings(config));
        } catch (ClusterException e) {
            throw new NodeException(e.getMessage(), e);
        }
    }

    private static ClusterSettings settings(ClusterConfig config) {
        Discovery discovery = config.dns()
                .<Discovery>map(name ->
                        new Discovery.Dns(name, config.dnsServer().map(server -> address(server, DNS_PORT))))
                .orElseGet(() -> new Discovery.Hosts(config.hosts().stream()
                        .map(host -> address(host, config.port()))
                        .toList()));
        return new ClusterSettings(
                ownAddress(config.host()),
                config.port(),
                discovery,
                config.secret().map(Secret::value),
                config.tls().map(tls -> new ClusterTls(tls.certificate(), tls.key(), tls.authority())));
    }

    private static InetSocketAddress address(String host, int presetPort) {
        Matcher parts = HOST.matcher(host);
        if (!parts.matches()) {
            throw new NodeException("cluster: " + host + " is no host");
        }
        String port = parts.group(2);
        return new InetSocketAddress(parts.group(1), port == null ? presetPort : Integer.parseInt(port));
    }

    private static InetAddress ownAddress(String host) {
        try {
            return host.equals(ClusterConfig.AUTO) ? firstInANetwork() : InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new NodeException("cluster.host: " + host + " is no address of this machine", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of a private network (RFC 1918) before others, IPv4 before IPv6, interfaces in their order. */
    private static InetAddress firstInANetwork() throws IOException {
        List<InetAddress> addresses = NetworkInterface.networkInterfaces()
                .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .sorted(Comparator.<InetAddress, Boolean>comparing(address -> !address.isSiteLocalAddress())
                        .thenComparing(address -> address instanceof Inet6Address))
                .toList();
        if (addresses.isEmpty()) {
            throw new NodeException("cluster.host is auto, but this machine has no address in a network");
        }
        return addresses.get(0);
    }
}
