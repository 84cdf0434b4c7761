package io.ecganalyzer.fault;

import io.ecganalyzer.bench.cluster.CutNetwork;
import io.ecganalyzer.bench.cluster.Forwarder;
import io.ecganalyzer.certificates.CertificateAuthority;
import io.ecganalyzer.certificates.Identity;
import io.ecganalyzer.cluster.ClusterSettings;
import io.ecganalyzer.cluster.ClusterTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes in a network that can be cut, protected as an operator's are; each has the same ports, on an address of its own. */
final class CutNodes implements AutoCloseable {
    private static final int PORT = 7_800;
    private static final String SECRET = "what the nodes share";

    private final CutNetwork network;
    private final Cluster cluster = new Cluster(Map.of());
    private final ClusterTls tls = certificates(cluster.directory());
    private final Map<String, String> settings;

    CutNodes(CutNetwork network) throws IOException {
        this.network = network;
        settings = settings();
    }

    private Map<String, String> settings() {
        FaultServers servers = cluster.servers();
        URI redis = servers.redis().uri();
        URI broker = servers.rabbit().uri(cluster.virtualHost());
        String here = network.here().getHostAddress();
        Map<String, String> all = new HashMap<>();
        all.put("database.host", here);
        all.put("database.port", forwarded(servers.postgres().proxy().port()));
        all.put("redis.uri", "redis://" + redis.getUserInfo() + "@" + here + ":" + forwarded(redis.getPort()));
        all.put(
                "broker.uri",
                "amqp://" + broker.getUserInfo() + "@" + here + ":" + forwarded(broker.getPort()) + broker.getPath());
        all.put("cluster.enabled", "true");
        all.put("cluster.port", Integer.toString(PORT));
        all.put("cluster.hosts", network.address(0).getHostAddress() + ":" + PORT);
        all.put("cluster.secret", SECRET);
        all.put("cluster.tls.certificate", tls.certificate().toString());
        all.put("cluster.tls.key", tls.key().toString());
        all.put("cluster.tls.authority", tls.authority().toString());
        return all;
    }

    private String forwarded(int port) {
        return Integer.toString(Forwarder.open(cluster.servers().vertx(), network.here(), "127.0.0.1", port));
    }

    private static ClusterTls certificates(Path directory) throws IOException {
        CertificateAuthority authority = CertificateAuthority.make("nodes", Duration.ofDays(1));
        Identity identity = authority.issue("node", List.of("localhost"), Duration.ofDays(1));
        return new ClusterTls(
                Files.writeString(directory.resolve("node.pem"), identity.certificatePem()),
                Files.writeString(directory.resolve("node-key.pem"), identity.keyPem()),
                Files.writeString(
                        directory.resolve("ca.pem"), authority.identity().certificatePem()));
    }

    Database database() {
        return cluster.database();
    }

    /** Starts a node of that role there and does not wait for it. */
    NodeProcess begin(String role, int place) {
        String address = network.address(place).getHostAddress();
        Map<String, String> own = new HashMap<>(settings);
        own.put("cluster.host", address);
        own.put("http.host", address);
        own.put("management.host", address);
        return cluster.begin(role, role + "-" + place, Launch.USUAL.after(network.prefix(place)), own);
    }

    /** From this process. */
    BusObserver observer() {
        return new BusObserver(new ClusterSettings(
                network.here(),
                PORT,
                new ClusterSettings.Discovery.Hosts(List.of(new InetSocketAddress(network.address(0), PORT))),
                Optional.of(SECRET),
                Optional.of(tls)));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
