package io.ecganalyzer.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How this node joins others.
 *
 * @param host on which it listens for the others; {@link #AUTO} stands for the machine's first address in a network
 * @param port the first of three
 * @param hosts where others are, each {@code host} or {@code host:port}
 * @param dns a name whose addresses are the nodes'; excludes {@code hosts}
 * @param dnsServer who knows the name, {@code host} or {@code host:port}; empty for whom the system asks
 */
public record ClusterConfig(
        boolean enabled,
        String host,
        int port,
        List<String> hosts,
        Optional<String> dns,
        Optional<String> dnsServer,
        Optional<Secret> secret,
        Optional<Tls> tls,
        Protection protection) {
    /** The address is looked up: for containers, which do not know theirs before they start. */
    public static final String AUTO = "auto";

    private static final int HIGHEST_FIRST_PORT = 65_533;
    private static final Pattern HOST = Pattern.compile("(?:[^:\\s]+|\\[[0-9a-fA-F:]+])(?::(\\d{1,5}))?");
    private static final Pattern LOOPBACK = Pattern.compile("127\\..*|localhost|::1");

    /** Files in PEM. */
    public record Tls(Path certificate, Path key, Path authority) {}

    static ClusterConfig of(Values values) {
        ClusterConfig config = new ClusterConfig(
                values.truth("cluster.enabled", false),
                values.text("cluster.host", "127.0.0.1"),
                values.integer("cluster.port", 7800, 1, HIGHEST_FIRST_PORT),
                values.list("cluster.hosts"),
                values.text("cluster.dns"),
                values.text("cluster.dns_server"),
                values.secret("cluster.secret"),
                tls(values),
                values.word("cluster.protection", Protection.REQUIRED));
        config.judge(values);
        return config;
    }

    private static Optional<Tls> tls(Values values) {
        Optional<Path> certificate = values.text("cluster.tls.certificate").map(Path::of);
        Optional<Path> key = values.text("cluster.tls.key").map(Path::of);
        Optional<Path> authority = values.text("cluster.tls.authority").map(Path::of);
        if (certificate.isPresent() && key.isPresent() && authority.isPresent()) {
            return Optional.of(new Tls(certificate.get(), key.get(), authority.get()));
        }
        if (certificate.isPresent() || key.isPresent() || authority.isPresent()) {
            values.fault("cluster.tls needs certificate, key and authority, all three");
        }
        return Optional.empty();
    }

    private static boolean isHost(String text) {
        Matcher host = HOST.matcher(text);
        return host.matches() && (host.group(1) == null || Integer.parseInt(host.group(1)) <= Config.HIGHEST_PORT);
    }

    private void judge(Values values) {
        hosts.stream()
                .filter(each -> !isHost(each))
                .forEach(each ->
                        values.fault("cluster.hosts: '" + each + "' is not a host such as node-1 or node-1:7800"));
        dnsServer
                .filter(server -> !isHost(server))
                .ifPresent(server -> values.fault(
                        "cluster.dns_server: '" + server + "' is not a host such as 10.0.0.2 or 10.0.0.2:8600"));
        if (dnsServer.isPresent() && dns.isEmpty()) {
            values.fault("cluster.dns_server needs cluster.dns: the name that it knows");
        }
        if (!hosts.isEmpty() && dns.isPresent()) {
            values.fault("cluster.hosts and cluster.dns exclude each other");
        }
        if (enabled && hosts.isEmpty() && dns.isEmpty()) {
            values.fault("cluster.enabled needs cluster.hosts or cluster.dns: where the other nodes are");
        }
        boolean reachable = !LOOPBACK.matcher(host).matches();
        if (enabled && reachable && protection == Protection.REQUIRED && (secret.isEmpty() || tls.isEmpty())) {
            values.fault(
                    "cluster.host is " + host + ", which others than this machine can reach: it needs cluster.secret"
                            + " and cluster.tls ('ecg certificates DIR' makes a set), or cluster.protection: none");
        }
    }

    /** The servers of one node are its own: nodes that do not share them are no cluster. */
    void judge(Values values, Mode database, Mode redis, Mode broker) {
        if (enabled && (database == Mode.EMBEDDED || redis == Mode.EMBEDDED || broker == Mode.EMBEDDED)) {
            values.fault(
                    "cluster.enabled needs database.mode, redis.mode and broker.mode to be external: the nodes of a"
                            + " cluster share them");
        }
    }
}
