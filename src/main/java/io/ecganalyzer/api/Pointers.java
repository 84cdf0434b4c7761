package io.ecganalyzer.api;

import java.nio.charset.StandardCharsets;

/** JSON pointers as RFC 9457 shows them: as the fragment of a URI (RFC 6901, section 6). */
final class Pointers {
    /** What the contract says; a longer one is cut to the place around it. */
    private static final int MAX_LENGTH = 512;

    private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

    private Pointers() {}

    static String fragment(String pointer) {
        String fragment = "#" + encoded(pointer);
        while (fragment.length() > MAX_LENGTH) {
            fragment = fragment.substring(0, fragment.lastIndexOf('/'));
        }
        return fragment;
    }

    private static String encoded(String pointer) {
        StringBuilder encoded = new StringBuilder();
        for (byte unit : pointer.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (unit & 0xFF);
            if ((c < 0x80 && Character.isLetterOrDigit(c)) || PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
