package io.ecganalyzer.store;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says in a line why a TLS connection to a server failed; what the platform says of it is a chain of classes' names. */
public final class TlsFaults {
    /** Of the Java platform's check of names, and of the PostgreSQL driver's own. */
    private static final Pattern OTHER_NAME =
            Pattern.compile("No subject alternative|No name matching|could not be verified by hostnameverifier");

    private TlsFaults() {}

    /** Empty if the failure is not of TLS. */
    public static Optional<String> of(Throwable failure) {
        String found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof CertPathValidatorException path && path.getReason() == BasicReason.EXPIRED) {
                return Optional.of("its certificate has expired");
            }
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                return Optional.of("its certificate is by no authority that is trusted (see the ca setting)");
            }
            if (OTHER_NAME.matcher(message).find()) {
                return Optional.of("its certificate is not for this host");
            }
            if (cause instanceof SSLException || cause instanceof CertificateException) {
                found = message;
            }
        }
        return Optional.ofNullable(found);
    }
}
