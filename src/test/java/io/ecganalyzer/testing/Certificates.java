package io.ecganalyzer.testing;

import io.ecganalyzer.certificates.CertificateAuthority;
import io.ecganalyzer.certificates.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority made for a test, and the certificates it gives to servers, as files. */
public final class Certificates {
    private static final Duration VALID = Duration.ofDays(1);

    private final CertificateAuthority authority = CertificateAuthority.make("Test authority", VALID);
    private final Path directory;

    /** Makes a new authority that nobody trusts unless told to; its files are written to the directory. */
    public Certificates(Path directory) {
        this.directory = directory;
    }

    /** The authority's own certificate in PEM. */
    public Path ca() {
        return write("ca.pem", authority.identity().certificatePem());
    }

    /** A certificate for a server of these names and addresses. */
    public Server server(String... names) {
        return new Server(authority.issue("server", List.of(names), VALID));
    }

    /** Trusts this authority alone. */
    public SSLContext trust() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", authority.identity().certificate());
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server's certificate and key. */
    public final class Server {
        private final Identity identity;

        private Server(Identity identity) {
            this.identity = identity;
        }

        public Path certificate(String file) {
            return write(file, identity.certificatePem());
        }

        public Path key(String file) {
            return write(file, identity.keyPem());
        }

        public Path pkcs12(String file, String password) {
            Path path = directory.resolve(file);
            try (OutputStream out = Files.newOutputStream(path)) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                Certificate[] chain = {identity.certificate()};
                store.setKeyEntry("server", identity.key(), password.toCharArray(), chain);
                store.store(out, password.toCharArray());
                return path;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** In hexadecimal, as clients see it. */
        public String serial() {
            return identity.certificate().getSerialNumber().toString(16);
        }
    }

    /** For its owner alone, as PostgreSQL wants it of a key; in one move, so that nobody reads half of it. */
    private Path write(String file, String pem) {
        try {
            Path fresh = Files.createTempFile(
                    directory,
                    "fresh",
                    ".pem",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, pem);
            return Files.move(
                    fresh,
                    directory.resolve(file),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
