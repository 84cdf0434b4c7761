package io.ecganalyzer.cluster;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jgroups.Message;
import org.jgroups.auth.AuthToken;

/**
 * Shows that its sender knows the cluster's secret, at each joining and merging: a keyed hash (RFC 2104) of the cluster's name. It is
 * the same each time, so it must travel encrypted; a node with an address that others reach has TLS below it.
 */
public final class SecretToken extends AuthToken {
    private static final String MAC = "HmacSHA256";
    private static final int MAC_BYTES = 32;

    private byte[] proof = new byte[MAC_BYTES];

    /** For JGroups, which makes one before it reads it. */
    public SecretToken() {}

    SecretToken(String secret, String cluster) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
            proof = mac.doFinal(cluster.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }

    @Override
    public String getName() {
        return SecretToken.class.getName();
    }

    @Override
    public int size() {
        return MAC_BYTES;
    }

    @Override
    public boolean authenticate(AuthToken token, Message message) {
        return token instanceof SecretToken other && MessageDigest.isEqual(proof, other.proof);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.write(proof);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        in.readFully(proof);
    }
}
