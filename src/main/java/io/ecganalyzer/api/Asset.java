package io.ecganalyzer.api;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A file that a page loads.
 *
 * @param nameOnTheWire its name with a hash of its content
 * @param compressed its content as gzip
 */
record Asset(String nameOnTheWire, String contentType, String etag, Buffer content, Buffer compressed) {
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final int HASH_DIGITS = 16;

    static Asset of(String name, byte[] content) throws IOException {
        int dot = name.lastIndexOf('.');
        String kind = name.substring(dot + 1);
        String hash = hash(content);
        return new Asset(
                name.substring(0, dot) + "." + hash + "." + kind,
                CONTENT_TYPES.get(kind),
                "W/\"" + hash + '"',
                Buffer.buffer(content),
                Buffer.buffer(gzip(content)));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        }
        return compressed.toByteArray();
    }

    private static String hash(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
