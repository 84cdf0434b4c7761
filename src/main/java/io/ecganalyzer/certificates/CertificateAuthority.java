package io.ecganalyzer.certificates;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs certificates of the profile of RFC 5280, with keys on the curve P-256: for development and tests, and for a cluster whose
 * operator has no authority of their own.
 */
public final class CertificateAuthority {
    /** Clocks of machines differ: a certificate is valid from a little before it was made. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    /** RFC 5280, 4.1.2.2: positive, at most 20 octets. */
    private static final int SERIAL_BITS = 159;

    private static final Pattern IP_V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Identity identity;

    /** The authority whose certificate and key these are. */
    public CertificateAuthority(Identity identity) {
        this.identity = identity;
    }

    /** A new one, which signs itself. */
    public static CertificateAuthority make(String name, Duration validity) {
        KeyPair keys = keys();
        X500Principal subject = subject(name);
        try {
            X509v3CertificateBuilder builder = builder(subject, subject, keys, validity)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new CertificateAuthority(signed(builder, keys, keys));
        } catch (CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    public Identity identity() {
        return identity;
    }

    /**
     * A certificate for one node or server, with which it may serve and call.
     *
     * @param names host names and IP addresses under which others reach it (RFC 5280, 4.2.1.6)
     */
    public Identity issue(String commonName, List<String> names, Duration validity) {
        KeyPair keys = keys();
        KeyPair ours = new KeyPair(identity.certificate().getPublicKey(), identity.key());
        X500Principal issuer = identity.certificate().getSubjectX500Principal();
        try {
            X509v3CertificateBuilder builder = builder(issuer, subject(commonName), keys, validity)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    }))
                    .addExtension(Extension.subjectAlternativeName, false, alternatives(names))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(ours.getPublic()));
            return signed(builder, keys, ours);
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has this curve", e);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, KeyPair keys, Duration validity) throws CertIOException {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(validity)),
                subject,
                keys.getPublic());
        try {
            return builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1 for identifiers", e);
        }
    }

    private static Identity signed(X509v3CertificateBuilder builder, KeyPair subject, KeyPair signer) {
        try {
            var holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()));
            return new Identity(new JcaX509CertificateConverter().getCertificate(holder), subject.getPrivate());
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("the certificate could not be signed", e);
        }
    }

    private static X500Principal subject(String name) {
        return new X500Principal("O=ECG Analyzer,CN=" + name.replaceAll("[^A-Za-z0-9 ._-]", "-"));
    }

    private static GeneralNames alternatives(List<String> names) {
        return new GeneralNames(names.stream()
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || IP_V4.matcher(name).matches();
    }
}
