package io.ecganalyzer.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Nodes of one cluster on loopback, in this process, that all know the first one's address. */
public final class TestCluster implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** One member with its Vert.x. */
    public record Member(Cluster cluster, Vertx vertx, int port) {}

    private final List<Member> members = Collections.synchronizedList(new ArrayList<>());
    private final int firstPort = freePorts();

    /** A further node, with no protection. */
    public Member join() {
        return join(Optional.empty(), Optional.empty());
    }

    /** A further node. */
    public Member join(Optional<String> secret, Optional<ClusterTls> tls) {
        return join(members.isEmpty() ? firstPort : freePorts(), firstPort, secret, tls);
    }

    /** A node with no protection at that port, which knows one other. */
    public Member joinAt(int port, int otherPort) {
        return join(port, otherPort, Optional.empty(), Optional.empty());
    }

    private Member join(int port, int knownPort, Optional<String> secret, Optional<ClusterTls> tls) {
        ClusterSettings.Discovery discovery =
                new ClusterSettings.Discovery.Hosts(List.of(new InetSocketAddress(LOOPBACK, knownPort)));
        return join(new ClusterSettings(LOOPBACK, port, discovery, secret, tls));
    }

    /** A node as told. */
    Member join(ClusterSettings settings) {
        Cluster cluster = Cluster.join(settings);
        Vertx vertx = result(
                cluster.vertx(Vertx.builder().with(new VertxOptions().setEventBusOptions(cluster.busOptions()))));
        Member member = new Member(cluster, vertx, settings.port());
        members.add(member);
        return member;
    }

    /** The first of the ports of the first node. */
    public int firstPort() {
        return firstPort;
    }

    /** Ends one. */
    public void end(Member member) throws IOException {
        members.remove(member);
        result(member.vertx().close());
        member.cluster().close();
    }

    @Override
    public void close() throws IOException {
        for (Member member : List.copyOf(members)) {
            end(member);
        }
    }

    /** What comes of it, within half a minute. */
    public static <T> T result(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** The first of as many free ports in a row as a node needs. */
    public static int freePorts() {
        while (true) {
            try (ServerSocket first = new ServerSocket(0, 1, LOOPBACK)) {
                int port = first.getLocalPort();
                if (port + ClusterSettings.PORTS <= 65_536 && areFree(port + 1, port + ClusterSettings.PORTS)) {
                    return port;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean areFree(int from, int to) {
        for (int port = from; port < to; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, LOOPBACK)) {
                probe.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
