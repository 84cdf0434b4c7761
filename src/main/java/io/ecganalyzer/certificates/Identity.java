package io.ecganalyzer.certificates;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** A certificate with its key, as PEM files (RFC 7468), which Vert.x, OpenSSL, PostgreSQL, RabbitMQ and Redis all read. */
public record Identity(X509Certificate certificate, PrivateKey key) {
    /** Reads what {@link #certificatePem} and {@link #keyPem} wrote. */
    public static Identity read(Path certificateFile, Path keyFile) throws IOException {
        try {
            X509CertificateHolder certificate = first(certificateFile, X509CertificateHolder.class);
            PrivateKeyInfo key = first(keyFile, PrivateKeyInfo.class);
            return new Identity(
                    new JcaX509CertificateConverter().getCertificate(certificate),
                    new JcaPEMKeyConverter().getPrivateKey(key));
        } catch (GeneralSecurityException e) {
            throw new IOException(certificateFile + " or " + keyFile + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static <T> T first(Path file, Class<T> type) throws IOException {
        try (Reader text = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(text)) {
            Object found = parser.readObject();
            if (type.isInstance(found)) {
                return type.cast(found);
            }
            throw new IOException(file + " holds no " + type.getSimpleName());
        }
    }

    /** The certificate for whoever is to trust or to see it. */
    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }

    /** The key in PKCS #8 (RFC 5958), not encrypted: the file's mode has to protect it. */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String type, byte[] content) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        } catch (IOException e) {
            throw new IllegalStateException("a writer to memory failed", e);
        }
        return text.toString();
    }
}
