package io.ecganalyzer.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A username and a password as an {@code Authorization: Basic} header carries them (RFC 7617). Never printed. */
record BasicCredentials(String username, String password) {
    private static final String SCHEME = "Basic ";
    /** Names of 64 and passwords of 1024 bytes, their colon, in base64, with room to spare: nothing longer is decoded. */
    private static final int MAX_HEADER_LENGTH = 2048;

    /** Empty if the header is missing, of another scheme, no base64, no UTF-8, or without a colon. */
    static Optional<BasicCredentials> parse(String header) {
        if (header == null
                || header.length() > MAX_HEADER_LENGTH
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int colon = text.indexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            return Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "BasicCredentials[hidden]";
    }
}
