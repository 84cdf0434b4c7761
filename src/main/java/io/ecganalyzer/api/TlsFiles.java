package io.ecganalyzer.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the API's certificate is.
 *
 * @param certificate the chain in PEM, the server's own first; or a PKCS #12 file with its key
 * @param key in PEM (PKCS #8); empty for PKCS #12
 * @param password of the PKCS #12 file; empty for PEM
 */
public record TlsFiles(Path certificate, Optional<Path> key, Optional<String> password) {
    @Override
    public String toString() {
        return certificate.toString();
    }
}
