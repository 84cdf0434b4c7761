package io.ecganalyzer.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.certificates.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that find each other by a name, as containers do: each on an address of its own, all with the same port. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere loopback has one address")
final class DnsDiscoveryIT {
    private static final String NAME = "nodes.example";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestCluster nodes = new TestCluster();
    private final TestNameServer names = new TestNameServer(NAME);

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws IOException {
        nodes.close();
        names.close();
    }

    @Test
    void nodesFindEachOtherByTheAddressesOfAName() throws IOException {
        names.knows(address(1), address(2), address(3));
        TestCluster.Member first = join(1, Optional.empty());
        TestCluster.Member second = join(2, Optional.empty());
        TestCluster.Member third = join(3, Optional.empty());
        await().atMost(PATIENCE).until(() -> third.cluster().members().size() == 3);
        nodes.end(first);
        await().atMost(PATIENCE).until(() -> second.cluster().members().size() == 2);
    }

    /** As a service of Kubernetes lists a pod only once it is ready. */
    @Test
    void nodesThatTheNameDidNotHaveYetFindTogetherOnceItHas() throws IOException {
        TestCluster.Member first = join(1, Optional.empty());
        TestCluster.Member second = join(2, Optional.empty());
        assertEquals(1, first.cluster().members().size());
        assertEquals(1, second.cluster().members().size());
        names.knows(address(1), address(2));
        await().atMost(PATIENCE)
                .until(() -> first.cluster().members().size() == 2
                        && second.cluster().members().size() == 2);
    }

    @Test
    void aNodeWithACertificateOfAnotherAuthorityIsRefused() throws IOException {
        names.knows(address(1), address(2));
        TestCluster.Member first = join(1, Optional.of(certificate("ours")));
        Optional<ClusterTls> stranger = Optional.of(certificate("theirs"));
        String message =
                assertThrows(ClusterException.class, () -> join(2, stranger)).getMessage();
        assertTrue(message.contains("do not trust each other"), message);
        assertEquals(1, first.cluster().members().size());
    }

    private ClusterTls certificate(String authority) throws IOException {
        return TestCertificates.of(
                CertificateAuthority.make(authority, Duration.ofDays(1)), "node", directory.resolve(authority));
    }

    private TestCluster.Member join(int host, Optional<ClusterTls> tls) throws IOException {
        ClusterSettings.Discovery byName = new ClusterSettings.Discovery.Dns(NAME, Optional.of(names.address()));
        return nodes.join(new ClusterSettings(address(host), nodes.firstPort(), byName, Optional.empty(), tls));
    }

    private static InetAddress address(int host) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host});
    }
}
