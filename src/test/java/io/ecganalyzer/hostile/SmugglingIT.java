package io.ecganalyzer.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.acceptance.Service;
import io.ecganalyzer.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages whose end two servers might see at different places (RFC 9112, sections 6.3 and 11.2; Linhart and others, "HTTP request
 * smuggling", 2005). Each is followed by a request that must not be taken for one: there is one answer, it refuses, and the
 * connection is closed.
 */
class SmugglingIT {
    private static final String SMUGGLED = "GET /v1/analyzers HTTP/1.1\r\nHost: a\r\nX-Smuggled: 1\r\n\r\n";
    private static final String BODY = "{\"leads\":[{\"name\":\"I\",\"signal\":[1]}]}";
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    private static Service service;

    @BeforeAll
    static void start() {
        service = Service.with(Map.of("http.body_timeout", "3s"));
        service.asUser("ada");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static Stream<Arguments> messages() {
        String chunks = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";
        String length = "Content-Length: " + BODY.length();
        String chunked = "Transfer-Encoding: chunked";
        return Stream.of(
                Arguments.of("two lengths that differ", head(length, "Content-Length: 1"), BODY),
                Arguments.of("two lengths in a list", head(length + ", 1"), BODY),
                Arguments.of("a length with a sign", head("Content-Length: +" + BODY.length()), BODY),
                Arguments.of("a negative length", head("Content-Length: -1"), BODY),
                Arguments.of("a hexadecimal length", head("Content-Length: 0x26"), BODY),
                Arguments.of("a length with a blank", head("Content-Length: 3 8"), BODY),
                Arguments.of("a length of letters", head("Content-Length: ten"), BODY),
                Arguments.of("an empty length", head("Content-Length:"), BODY),
                Arguments.of("a blank before the colon", head("Content-Length : 5"), BODY),
                Arguments.of("a blank before the colon of the coding", head("Transfer-Encoding : chunked"), chunks),
                Arguments.of("an unknown coding", head("Transfer-Encoding: xchunked"), chunks),
                Arguments.of("a coding after chunked", head("Transfer-Encoding: chunked, identity"), chunks),
                Arguments.of("two codings", head("Transfer-Encoding: gzip, chunked"), chunks),
                Arguments.of("chunked twice", head(chunked, chunked), chunks),
                Arguments.of("a coding in quotes", head("Transfer-Encoding: \"chunked\""), chunks),
                Arguments.of("a coding with a vertical tab", head("Transfer-Encoding: \u000bchunked"), chunks),
                Arguments.of("a bare line feed within the head", head(length + "\nTransfer-Encoding: chunked"), chunks),
                Arguments.of("a bare carriage return", head(length, "X: a\rTransfer-Encoding: chunked"), BODY),
                Arguments.of("a NUL within a header", head(length, "X: a\u0000b"), BODY),
                Arguments.of("a line without a colon", head(length, "no header at all"), BODY),
                Arguments.of("a name with a blank", head(length, "X Y: z"), BODY),
                Arguments.of("a first header that is folded", "POST /v1/ecg HTTP/1.1\r\n Host: a\r\n\r\n", BODY),
                Arguments.of("a chunk's size that is none", head(chunked), "zz\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("a negative chunk", head(chunked), "-5\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("a chunk of 0x", head(chunked), "0x5\r\nabcde\r\n0\r\n\r\n"),
                Arguments.of("a chunk beyond 64 bits", head(chunked), "fffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("a chunk beyond 31 bits", head(chunked), "ffffffff\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("a chunk longer than its size", head(chunked), "3\r\nabcdef\r\n0\r\n\r\n"),
                Arguments.of("a chunk without its end", head(chunked), "3\r\nabc0\r\n\r\n"),
                Arguments.of("HTTP/1.0 with chunks", head(chunked).replace("HTTP/1.1", "HTTP/1.0"), chunks),
                Arguments.of("a version that is none", head(length).replace("HTTP/1.1", "HTTP/9.9"), BODY),
                Arguments.of("a version with more", head(length).replace("HTTP/1.1", "HTTP/1.1 x"), BODY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void hasOneAnswerThatRefusesAndTheConnectionEnds(String what, String head, String body) throws IOException {
        List<String> statuses = statuses(head + body + SMUGGLED);
        assertTrue(statuses.size() <= 1, () -> what + " was answered " + statuses);
        statuses.forEach(status -> assertEquals('4', status.charAt(0), what));
    }

    static Stream<Arguments> messagesInChunks() {
        String chunks = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";
        String length = "Content-Length: " + BODY.length();
        String chunked = "Transfer-Encoding: chunked";
        return Stream.of(
                Arguments.of("one coding", head(chunked), chunks),
                Arguments.of("both lengths", head(length, chunked), chunks),
                Arguments.of("both lengths, the other way round", head(chunked, length), chunks),
                Arguments.of("both lengths, of which one is 0", head("Content-Length: 0", chunked), chunks),
                Arguments.of("a coding that is folded", head("Transfer-Encoding:\r\n chunked"), chunks));
    }

    /** Netty takes the chunks and forgets the length, so that all of them look alike; RFC 9112 lets them be taken if they are the last. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("messagesInChunks")
    void aBodyInChunksIsTheLastOfItsConnection(String what, String head, String body) throws IOException {
        List<String> statuses = statuses(head + body + SMUGGLED);
        assertEquals(1, statuses.size(), what);
        assertTrue(statuses.get(0).equals("202") || statuses.get(0).equals("400"), statuses::toString);
    }

    private static List<String> statuses(String bytes) throws IOException {
        return ANSWER.matcher(exchange(bytes))
                .results()
                .map(answer -> answer.group(1))
                .toList();
    }

    /** All that comes until the service closes the connection. */
    private static String exchange(String bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.url().getPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                InputStream in = socket.getInputStream();
                for (int next = in.read(); next >= 0; next = in.read()) {
                    all.write(next);
                }
            } catch (SocketException reset) {
                // Closed as well.
            }
            return all.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private static String head(String... headers) {
        return "POST /v1/ecg HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: "
                + RawHttp.basic("ada", "the password of ada") + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }
}
