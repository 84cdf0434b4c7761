package io.ecganalyzer.cluster;

import io.ecganalyzer.certificates.CertificateAuthority;
import io.ecganalyzer.certificates.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a node shows the others, in files. */
final class TestCertificates {
    private TestCertificates() {}

    static ClusterTls of(CertificateAuthority authority, String name, Path folder) throws IOException {
        Identity identity = authority.issue(name, List.of("localhost"), Duration.ofDays(1));
        Files.createDirectories(folder);
        return new ClusterTls(
                Files.writeString(folder.resolve("node.pem"), identity.certificatePem()),
                Files.writeString(folder.resolve("node-key.pem"), identity.keyPem()),
                Files.writeString(folder.resolve("ca.pem"), authority.identity().certificatePem()));
    }
}
