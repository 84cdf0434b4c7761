package io.ecganalyzer.api;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/** Finds out that a key is not that of its certificate, which otherwise every client would find out. */
final class KeyPairCheck {
    private static final String[] KINDS = {"RSA", "EC", "EdDSA", "RSASSA-PSS"};
    private static final byte[] ANYTHING = {1, 2, 3};

    private KeyPairCheck() {}

    /** @throws GeneralSecurityException if there is no key, it is of another certificate, or that one is not valid today */
    static void check(KeyManagerFactory keys) throws GeneralSecurityException {
        X509KeyManager manager = Arrays.stream(keys.getKeyManagers())
                .filter(X509KeyManager.class::isInstance)
                .map(X509KeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("it holds no key"));
        String alias = Stream.of(KINDS)
                .map(kind -> manager.getServerAliases(kind, null))
                .filter(aliases -> aliases != null && aliases.length > 0)
                .map(aliases -> aliases[0])
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("it holds no key for a server"));
        X509Certificate certificate = manager.getCertificateChain(alias)[0];
        certificate.checkValidity();
        if (!belong(manager.getPrivateKey(alias), certificate.getPublicKey())) {
            throw new GeneralSecurityException("the key is that of another certificate");
        }
    }

    private static boolean belong(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        Signature signing = Signature.getInstance(algorithm(key));
        signing.initSign(key);
        signing.update(ANYTHING);
        byte[] signature = signing.sign();
        Signature verifying = Signature.getInstance(algorithm(key));
        verifying.initVerify(certified);
        verifying.update(ANYTHING);
        return verifying.verify(signature);
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }
}
