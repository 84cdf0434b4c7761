package io.ecganalyzer.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.certificates.CertificateAuthority;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes on loopback that join each other, or do not. */
final class ClusterIT {
    private static final Optional<String> SECRET = Optional.of("what the nodes share");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestCluster nodes = new TestCluster();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws IOException {
        nodes.close();
    }

    @Test
    void whatOneNodeAsksAnotherAnswers() {
        TestCluster.Member first = nodes.join();
        TestCluster.Member second = nodes.join();
        assertEquals(2, second.cluster().members().size());
        assertAnswers(first.vertx(), second.vertx());
        assertAnswers(second.vertx(), first.vertx());
    }

    /** As the first one, started again, or a further one that is told of it. */
    @Test
    void aNodeJoinsByOneThatIsNotTheCoordinator() throws IOException {
        TestCluster.Member first = nodes.join();
        TestCluster.Member second = nodes.join();
        nodes.end(first);
        await().atMost(PATIENCE).until(() -> second.cluster().members().size() == 1);
        TestCluster.Member named = nodes.joinAt(nodes.firstPort(), second.port());
        TestCluster.Member third = nodes.join();
        assertEquals(3, third.cluster().members().size());
        assertAnswers(third.vertx(), second.vertx());
        assertAnswers(named.vertx(), third.vertx());
    }

    @Test
    void nodesWithSecretAndCertificatesOfOneAuthorityAreACluster() throws IOException {
        CertificateAuthority authority = CertificateAuthority.make("ours", Duration.ofDays(1));
        TestCluster.Member first = nodes.join(SECRET, Optional.of(certificate(authority, "first")));
        TestCluster.Member second = nodes.join(SECRET, Optional.of(certificate(authority, "second")));
        assertAnswers(first.vertx(), second.vertx());
    }

    @Test
    void aNodeWithAnotherSecretIsRefused() {
        nodes.join(SECRET, Optional.empty());
        String message = assertThrows(
                        ClusterException.class, () -> nodes.join(Optional.of("a guess"), Optional.empty()))
                .getMessage();
        assertTrue(message.contains("authentication failed"), message);
    }

    @Test
    void aNodeWithoutASecretIsRefused() {
        TestCluster.Member first = nodes.join(SECRET, Optional.empty());
        assertThrows(ClusterException.class, nodes::join);
        assertEquals(1, first.cluster().members().size());
    }

    @Test
    void aNodeWithACertificateOfAnotherAuthorityIsRefused() throws IOException {
        CertificateAuthority ours = CertificateAuthority.make("ours", Duration.ofDays(1));
        CertificateAuthority theirs = CertificateAuthority.make("theirs", Duration.ofDays(1));
        TestCluster.Member first = nodes.join(SECRET, Optional.of(certificate(ours, "first")));
        ClusterTls stranger = certificate(theirs, "second");
        String message = assertThrows(ClusterException.class, () -> nodes.join(SECRET, Optional.of(stranger)))
                .getMessage();
        assertTrue(message.contains("do not trust each other"), message);
        assertEquals(1, first.cluster().members().size());
    }

    @Test
    void theEventBusOfAProtectedNodeAnswersNobodyWithoutACertificate() throws IOException {
        CertificateAuthority authority = CertificateAuthority.make("ours", Duration.ofDays(1));
        nodes.join(SECRET, Optional.of(certificate(authority, "first")));
        for (int port : new int[] {nodes.firstPort(), nodes.firstPort() + 1}) {
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
                plain.setSoTimeout((int) PATIENCE.toMillis());
                plain.getOutputStream().write("not a handshake".getBytes(StandardCharsets.US_ASCII));
                byte[] answer = plain.getInputStream().readAllBytes();
                // At most TLS's own alert (RFC 8446, 6): seven bytes.
                assertTrue(answer.length <= 7, port + " answered " + answer.length + " bytes");
            }
        }
    }

    @Test
    void certificatesThatCannotBeReadAreNamed() throws IOException {
        Path none = directory.resolve("none.pem");
        String message = assertThrows(
                        ClusterException.class, () -> nodes.join(SECRET, Optional.of(new ClusterTls(none, none, none))))
                .getMessage();
        assertTrue(message.contains("none.pem"), message);
    }

    private ClusterTls certificate(CertificateAuthority authority, String name) throws IOException {
        return TestCertificates.of(authority, name, directory.resolve(name));
    }

    /** A question from one node reaches a receiver on the other, and the answer comes back. */
    private static void assertAnswers(Vertx asking, Vertx answering) {
        String address = "test." + System.nanoTime();
        TestCluster.result(answering
                .eventBus()
                .<String>consumer(address, question -> question.reply(question.body() + "!"))
                .completion());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertEquals(
                        "here!",
                        TestCluster.result(asking.eventBus().<String>request(address, "here"))
                                .body()));
    }
}
