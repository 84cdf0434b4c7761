package io.ecganalyzer.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that one HTTP verticle shows. Its files are looked at again and again, so that a renewed certificate counts without
 * a restart; connections that are open stay as they are. Files that do not fit together, as while they are being replaced, leave the
 * previous certificate in place.
 */
final class ServerCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);
    private static final Duration LOOK_AT_FILES = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final TlsFiles files;
    private List<Buffer> content;
    private KeyCertOptions options;
    private String lastFault = "";

    private ServerCertificate(Vertx vertx, TlsFiles files) throws IOException {
        this.vertx = vertx;
        this.files = files;
        this.content = read();
        this.options = checked(content);
    }

    /** Fails with an {@link IOException} that names the file if it cannot be used. */
    static Future<ServerCertificate> load(Vertx vertx, TlsFiles files) {
        return vertx.executeBlocking(() -> new ServerCertificate(vertx, files));
    }

    KeyCertOptions options() {
        return options;
    }

    /** Has the server show what the files hold from now on. */
    void watch(HttpServer server) {
        vertx.setPeriodic(
                LOOK_AT_FILES.toMillis(),
                look -> vertx.executeBlocking(this::refresh)
                        .compose(changed -> changed
                                ? server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(options))
                                : Future.succeededFuture(false))
                        .onSuccess(this::taken)
                        .onFailure(this::refused));
    }

    private boolean refresh() throws IOException {
        List<Buffer> now = read();
        if (now.equals(content)) {
            return false;
        }
        options = checked(now);
        content = now;
        return true;
    }

    private void taken(boolean changed) {
        lastFault = "";
        if (changed) {
            LOG.atInfo().addKeyValue("certificate", files.certificate()).log("The certificate was read again");
        }
    }

    /** Once for each fault, not at every look. */
    private void refused(Throwable fault) {
        String reason = String.valueOf(fault.getMessage());
        if (!reason.equals(lastFault)) {
            lastFault = reason;
            LOG.atWarn().addKeyValue("fault", lastFault).log("The certificate cannot be used, the previous one stays");
        }
    }

    private List<Buffer> read() throws IOException {
        try {
            Buffer certificate = Buffer.buffer(Files.readAllBytes(files.certificate()));
            return files.key().isEmpty()
                    ? List.of(certificate)
                    : List.of(
                            certificate,
                            Buffer.buffer(Files.readAllBytes(files.key().get())));
        } catch (IOException e) {
            throw new IOException("a file of the certificate cannot be read: " + e.getMessage(), e);
        }
    }

    private KeyCertOptions checked(List<Buffer> now) throws IOException {
        KeyCertOptions candidate = now.size() == 1
                ? new PfxOptions()
                        .setValue(now.get(0))
                        .setPassword(files.password().orElse(""))
                : new PemKeyCertOptions().addCertValue(now.get(0)).addKeyValue(now.get(1));
        try {
            KeyPairCheck.check(candidate.getKeyManagerFactory(vertx));
            return candidate;
        } catch (Exception e) {
            throw new IOException("the certificate " + files + " cannot be used: " + e.getMessage(), e);
        }
    }
}
