package io.ecganalyzer.cli;

import io.ecganalyzer.certificates.CertificateAuthority;
import io.ecganalyzer.certificates.Identity;
import io.ecganalyzer.embedded.PrivateFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ecg certificates}: an authority, certificates signed by it, and the secret of a cluster. */
@Command(
        name = "certificates",
        mixinStandardHelpOptions = true,
        description = {
            "Makes what protects a cluster and TLS connections: an authority (ca.pem), a certificate for a node or"
                    + " server (node.pem, node-key.pem), and a cluster's secret (cluster-secret).",
            "Run again with another --name it signs one more with the same authority. Nothing is overwritten.",
            "For development, and where there is no authority of your own: ca-key.pem stays with you, nodes need it not."
        })
public final class CertificatesCommand implements Callable<Integer> {
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3_650);
    private static final int SECRET_BYTES = 32;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Where they go; made if it is not there.")
    private Path directory = Path.of(".");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "node",
            description = "Whose certificate: NAME.pem and NAME-key.pem. By default ${DEFAULT-VALUE}.")
    private String name = "";

    @Option(
            names = "--hosts",
            paramLabel = "HOST[,HOST...]",
            split = ",",
            defaultValue = "localhost,127.0.0.1,::1",
            description = "Host names and addresses under which it is reached. By default ${DEFAULT-VALUE}.")
    private List<String> hosts = List.of();

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "825",
            description = "For how long it is valid. By default ${DEFAULT-VALUE}.")
    private int days;

    @Override
    public Integer call() {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || name.equals("ca") || days < 1) {
            throw new CommandException(
                    "--name is a plain file name other than ca, and --days a number of days above 0.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            Files.createDirectories(directory);
            CertificateAuthority authority = authority(out);
            Path certificate = directory.resolve(name + ".pem");
            if (Files.exists(certificate)) {
                throw new CommandException(certificate + " is there already; take another --name, or delete it.");
            }
            Identity identity = authority.issue(name, hosts, Duration.ofDays(days));
            write(identity, name);
            out.println(certificate + " is for " + String.join(", ", hosts) + ", valid for " + days
                    + " days, and may serve and call.");
            makeSecret(out);
            out.flush();
            return 0;
        } catch (IOException e) {
            throw Failures.told(e);
        }
    }

    private CertificateAuthority authority(PrintWriter out) throws IOException {
        Path certificate = directory.resolve("ca.pem");
        if (Files.exists(certificate)) {
            return new CertificateAuthority(Identity.read(certificate, directory.resolve("ca-key.pem")));
        }
        CertificateAuthority made = CertificateAuthority.make("ECG Analyzer authority", AUTHORITY_VALIDITY);
        write(made.identity(), "ca");
        out.println(certificate + " is the authority that all sides trust; keep " + directory.resolve("ca-key.pem")
                + " away from the nodes.");
        return made;
    }

    private void write(Identity identity, String of) throws IOException {
        PrivateFiles.write(directory.resolve(of + "-key.pem"), identity.keyPem());
        Files.writeString(directory.resolve(of + ".pem"), identity.certificatePem());
    }

    private void makeSecret(PrintWriter out) throws IOException {
        Path secret = directory.resolve("cluster-secret");
        if (!Files.exists(secret)) {
            byte[] random = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(random);
            PrivateFiles.write(secret, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            out.println(secret + " is what the nodes of one cluster share.");
        }
    }
}
