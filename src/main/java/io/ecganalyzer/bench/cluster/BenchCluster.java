package io.ecganalyzer.bench.cluster;

import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.store.Database;
import io.ecganalyzer.store.JobCounts;
import io.ecganalyzer.store.JobStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One API node and as many analyzer nodes as are asked for, joined to a cluster, and a client of them. */
final class BenchCluster implements AutoCloseable {
    private static final String MAIN = "io.ecganalyzer.Main";
    private static final String READY = "ECG Analyzer is ready";
    /** Of a cluster's node. */
    private static final int PORTS = 3;

    private static final int MOST_PORT = 65_000;

    private final Vertx vertx = Vertx.vertx();
    private final Places places;
    private final BenchServers servers;
    private final List<NodeProcess> analyzers = new ArrayList<>();
    private final Path services;
    private final int firstPort = freePorts();
    private final Places.Place first;
    private final NodeProcess api;
    private final BenchClient client;
    private final JobStore jobs;
    private long submitted;

    /** For at most so many analyzer nodes, those included that are replaced. */
    BenchCluster(int mostAnalyzers) throws IOException, InterruptedException {
        // One for the API, one for the other end of a round trip.
        places = new Places(mostAnalyzers + 2);
        servers = new BenchServers(vertx, places);
        services = Files.createDirectories(servers.folder().resolve("services"));
        Path entry = services.resolve("META-INF/services/" + Analyzer.class.getName());
        Files.createDirectories(entry.getParent());
        Files.writeString(entry, KnownCost.class.getName() + "\n");
        int httpPort = freePorts();
        first = places.next();
        String host = first.address().getHostAddress();
        api = start("api", first, firstPort, Map.of("ECG_HTTP_HOST", host, "ECG_HTTP_PORT", Integer.toString(httpPort)))
                .awaitWord(READY);
        client = new BenchClient(URI.create("http://" + host + ":" + httpPort));
        jobs = new JobStore(Database.connect(vertx, servers.database()));
        client.register();
    }

    Places places() {
        return places;
    }

    /** Where the nodes' logs are, and what else the bench writes. */
    Path folder() {
        return servers.folder();
    }

    /** Of the first node, by which others join. */
    InetAddress firstAddress() {
        return first.address();
    }

    int firstPort() {
        return firstPort;
    }

    List<NodeProcess> analyzers() {
        return analyzers;
    }

    /** Starts nodes at the same time until there are so many. */
    void growTo(int count) throws IOException, InterruptedException {
        List<NodeProcess> starting = new ArrayList<>();
        while (analyzers.size() < count) {
            NodeProcess node = start("analyzer", places.next(), freePorts(), Map.of("ECG_ANALYZER_INSTANCES", "1"));
            analyzers.add(node);
            starting.add(node);
        }
        for (NodeProcess node : starting) {
            node.awaitWord(READY);
        }
    }

    /** Submits ECGs whose analysis costs so much. */
    void submit(int count, double cpuMillis) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            client.submit(cpuMillis);
            submitted++;
        }
    }

    /** How many of all that was submitted have ended. */
    long ended() {
        JobCounts counts = counts();
        return submitted - counts.queued() - counts.running();
    }

    long submitted() {
        return submitted;
    }

    JobCounts counts() {
        return jobs.counts()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Waits until all has ended; the time from now, in ms. */
    double awaitAll() throws InterruptedException, IOException {
        long begun = System.nanoTime();
        while (ended() < submitted) {
            if (System.nanoTime() - begun > TimeUnit.MINUTES.toNanos(10)) {
                throw new IOException("jobs are left after ten minutes: " + counts());
            }
            Thread.sleep(20);
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    private NodeProcess start(String role, Places.Place place, int port, Map<String, String> more) throws IOException {
        String name = role + "-" + place.number();
        Map<String, String> environment = new HashMap<>(servers.environment());
        environment.put("ECG_ROLES", role);
        environment.put("ECG_DATA_DIR", servers.folder().resolve(name).toString());
        environment.put("ECG_HTTP_PORT", "0");
        environment.put("ECG_MANAGEMENT_PORT", "0");
        environment.put("ECG_ADMIN_USERNAME", BenchClient.ADMIN);
        environment.put("ECG_ADMIN_PASSWORD", BenchClient.PASSWORD);
        environment.put("ECG_ANALYZER_ISOLATION", "none");
        environment.put("ECG_CLUSTER_ENABLED", "true");
        environment.put("ECG_CLUSTER_HOST", place.address().getHostAddress());
        environment.put("ECG_CLUSTER_HOSTS", first.address().getHostAddress() + ":" + firstPort);
        environment.put("ECG_CLUSTER_PORT", Integer.toString(port));
        // The network is this bench's alone.
        environment.put("ECG_CLUSTER_PROTECTION", "none");
        environment.putAll(more);
        Path log = servers.folder().resolve(name + ".log");
        return NodeProcess.start(place, services, log, environment, MAIN, "serve");
    }

    /** The first of some free ports in a row. */
    static int freePorts() throws IOException {
        while (true) {
            try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = first.getLocalPort();
                if (port < MOST_PORT && areFree(port + 1, port + PORTS)) {
                    return port;
                }
            }
        }
    }

    private static boolean areFree(int from, int to) {
        for (int port = from; port < to; port++) {
            try {
                new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        try {
            for (NodeProcess analyzer : analyzers) {
                analyzer.close();
            }
            api.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        } finally {
            try {
                places.close();
            } finally {
                servers.close();
            }
        }
    }
}
