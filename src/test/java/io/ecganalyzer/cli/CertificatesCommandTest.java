package io.ecganalyzer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificatesCommandTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void twoSidesWithOneAuthorityTrustEachOtherByNameAndAddress(String host) throws Exception {
        made("--name", "server");
        made("--name", "client", "--hosts", "elsewhere.example");
        assertEquals('!', exchange(context("server", directory), context("client", directory), host));
    }

    @Test
    void aServerUnderAnotherNameIsRefused() throws Exception {
        made("--name", "server", "--hosts", "elsewhere.example");
        made("--name", "client");
        assertThrows(
                IOException.class,
                () -> exchange(context("server", directory), context("client", directory), "localhost"));
    }

    @Test
    void aClientOfAnotherAuthorityIsRefused(@TempDir Path other) throws Exception {
        made("--name", "server");
        Printed.command(new CertificatesCommand(), other.toString());
        SSLContext stranger = JdkContext.of(directory.resolve("ca.pem"), other.resolve("node.pem"));
        assertThrows(Exception.class, () -> exchange(context("server", directory), stranger, "localhost"));
    }

    @Test
    void nothingIsOverwrittenAndTheAuthorityStays() throws IOException {
        made();
        byte[] authority = Files.readAllBytes(directory.resolve("ca.pem"));
        byte[] secret = Files.readAllBytes(directory.resolve("cluster-secret"));
        Printed again = Printed.command(new CertificatesCommand(), directory.toString());
        assertNotEquals(0, again.exitCode());
        assertTrue(again.err().contains("node.pem is there already"), again.err());
        made("--name", "second");
        assertArrayEquals(authority, Files.readAllBytes(directory.resolve("ca.pem")));
        assertArrayEquals(secret, Files.readAllBytes(directory.resolve("cluster-secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca-key.pem", "node-key.pem", "cluster-secret"})
    void whatIsSecretOnlyItsOwnerCanRead(String file) throws IOException {
        made();
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca", "../node", "", "-x"})
    void aNameThatIsNoPlainFileNameIsRefused(String name) {
        assertNotEquals(
                0,
                Printed.command(new CertificatesCommand(), directory.toString(), "--name=" + name)
                        .exitCode());
    }

    private void made(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = directory.toString();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Printed printed = Printed.command(new CertificatesCommand(), all);
        assertEquals(0, printed.exitCode(), printed.err());
    }

    private static SSLContext context(String name, Path directory) throws IOException {
        return JdkContext.of(directory.resolve("ca.pem"), directory.resolve(name + ".pem"));
    }

    /** The byte that the client reads after a handshake in which each side saw the other's certificate. */
    private static int exchange(SSLContext server, SSLContext client, String host) throws Exception {
        try (SSLServerSocket listener = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setNeedClientAuth(true);
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try (var socket = listener.accept()) {
                    socket.getOutputStream().write('!');
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
            try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(host, listener.getLocalPort())) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                int read = socket.getInputStream().read();
                served.get();
                return read;
            }
        }
    }

    /** A JDK context from PEM files. */
    private static final class JdkContext {
        static SSLContext of(Path authority, Path certificate) throws IOException {
            Path key = certificate.resolveSibling(
                    certificate.getFileName().toString().replace(".pem", "-key.pem"));
            return ((JdkSslContext) SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                            .sslProvider(SslProvider.JDK)
                            .trustManager(authority.toFile())
                            .clientAuth(ClientAuth.REQUIRE)
                            .build())
                    .context();
        }
    }
}
