package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not get in. Each answer says where and what, and is held to the contract by the client. */
class BadInputIT {
    private static final int MAX_BODY = 4 << 20;
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(2);
    private static final int LONGEST_ANSWER = 4_000;

    private static ApiUnderTest service;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        service = ApiUnderTest.started(settings -> new ApiSettings(
                settings.host(),
                settings.port(),
                MAX_BODY,
                BODY_TIMEOUT,
                settings.idleTimeout(),
                settings.publicUrl(),
                settings.maxLeads(),
                settings.maxSamples(),
                0,
                settings.tls()));
        http = new RawHttp("127.0.0.1", service.port(), new ContractCheck());
        service.register(http, "ada");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Answer submit(String json) {
        return http.request("POST", "/v1/ecg")
                .as("ada", ApiUnderTest.PASSWORD)
                .json(json)
                .send();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("no JSON", "ecg", "#", "Unrecognized token 'ecg'"),
                Arguments.of("nothing", " ", "#", "there is no value"),
                Arguments.of("two values", "{} {}", "#", "something follows"),
                Arguments.of("NaN", lead("[1,NaN]"), "#/leads/0/signal/1", "NaN"),
                Arguments.of("Infinity", lead("[1,Infinity]"), "#/leads/0/signal/1", "Infinity"),
                Arguments.of("cut short", "{\"leads\":[{\"name\":\"I\"", "#/leads/0/name", "too early"),
                Arguments.of("a key twice", "{\"leads\":[],\"leads\":[]}", "#/leads", "\"leads\" stands twice"),
                Arguments.of("100,000 arrays", "[".repeat(100_000), "#/0/0", "nested deeper than 32"),
                Arguments.of(
                        "100,000 arrays in a signal", lead("[".repeat(100_000)), "#/leads/0/signal", "nested deeper"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformed(String what, String json, String place, String detail) {
        expectFault(submit(json), 400, "malformed-json", place, detail);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("a list", "[]", "#", "is no object"),
                Arguments.of("no leads given", "{}", "#", "lacks \"leads\""),
                Arguments.of("an unknown property", "{\"lead\":1," + lead("[1]").substring(1), "#/lead", "not known"),
                Arguments.of("a string as a sample", lead("[1,\"5\"]"), "#/leads/0/signal/1", "is a string"),
                Arguments.of("a boolean as a sample", lead("[true]"), "#/leads/0/signal/0", "is a boolean"),
                Arguments.of("null as a sample", lead("[null]"), "#/leads/0/signal/0", "is null"),
                Arguments.of("1.5 as a sample", lead("[1.5]"), "#/leads/0/signal/0", "a fraction"),
                Arguments.of("2.0 as a sample", lead("[2.0]"), "#/leads/0/signal/0", "a fraction"),
                Arguments.of("1e3 as a sample", lead("[1e3]"), "#/leads/0/signal/0", "an exponent"),
                Arguments.of("a sample above int32", lead("[2147483648]"), "#/leads/0/signal/0", "is outside"),
                Arguments.of("a sample below int32", lead("[-2147483649]"), "#/leads/0/signal/0", "is outside"),
                Arguments.of("4,000 digits", lead("[" + "9".repeat(4_000) + "]"), "#/leads/0/signal/0", "is outside"),
                Arguments.of("a signal that is none", lead("7"), "#/leads/0/signal", "Expected array"),
                Arguments.of("an empty signal", lead("[]"), "#/leads/0/signal", "has no samples"),
                Arguments.of("no leads", "{\"leads\":[]}", "#/leads", "too few"),
                Arguments.of("200 leads", leads(200), "#/leads", "too many"),
                Arguments.of(
                        "two leads of one name",
                        "{\"leads\":[" + one("I", "[1]") + "," + one("I", "[2]") + "]}",
                        "#/leads/1/name",
                        "is the name of lead 0"),
                Arguments.of(
                        "number_of_samples wrong",
                        lead("[1,2],\"number_of_samples\":3"),
                        "#/leads/0/number_of_samples",
                        "is 3, but the signal has 2"),
                Arguments.of("a name with NUL", named("\\u0000"), "#/leads/0/name", "form"),
                Arguments.of("a name with half a pair", named("\\ud800"), "#/leads/0/name", "surrogate"),
                Arguments.of("a name of 1 MB", named("x".repeat(1 << 20)), "#/leads/0/name", "longer than"),
                Arguments.of("a name of 65", named("x".repeat(65)), "#/leads/0/name", "too long"),
                Arguments.of("no name", "{\"leads\":[{\"signal\":[1]}]}", "#/leads/0", "lacks \"name\""),
                Arguments.of("an id that is no UUID", with("\"id\":\"7\""), "#/id", ""),
                Arguments.of("a rate of 0", with("\"sampling_rate\":0"), "#/sampling_rate", "less than"),
                Arguments.of("a rate of 100,001", with("\"sampling_rate\":100001"), "#/sampling_rate", "greater"),
                Arguments.of("a gain of 0", with("\"gain\":0"), "#/gain", "less than"),
                Arguments.of("a gain of 1e-308", with("\"gain\":1e-308"), "#/gain", "less than"),
                Arguments.of("a gain of 1e400", with("\"gain\":1e400"), "#/gain", "greater"),
                Arguments.of("null as a gain", with("\"gain\":null"), "#/gain", "Expected number"),
                Arguments.of("a date without zone", dated("2020-01-01T00:00:00"), "#/date", ""),
                Arguments.of("a date in the year 0", dated("0000-01-01T00:00:00Z"), "#/date", "before 1887"),
                Arguments.of("the first of dates", dated("0001-01-01T00:00:00+14:00"), "#/date", "before 1887"),
                Arguments.of("a date that is none", dated("2020-02-30T00:00:00Z"), "#/date", "form"),
                Arguments.of("a date far ahead", dated("2999-01-01T00:00:00Z"), "#/date", "in the future"),
                Arguments.of(
                        "tomorrow",
                        dated(java.time.OffsetDateTime.now().plusDays(1).toString()),
                        "#/date",
                        ""),
                Arguments.of(
                        "an unknown analyzer",
                        with("\"analyzers\":[{\"name\":\"nope\"}]"),
                        "#/analyzers/0/name",
                        "nope"),
                Arguments.of(
                        "an unknown policy",
                        with("\"analyzers\":[{\"name\":\"zero_crossings\",\"parameters\":{\"policy\":\"x\"}}]"),
                        "#/analyzers/0/parameters/policy",
                        "must be one of"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wrong(String what, String json, String place, String detail) {
        expectFault(submit(json), 422, "invalid-body", place, detail);
    }

    @Test
    void aHundredThousandBadSamplesAreToldInOneShortAnswer() {
        Answer answer = submit(
                lead(IntStream.range(0, 100_000).mapToObj(i -> "\"x\"").collect(Collectors.joining(",", "[", "]"))));
        assertEquals(422, answer.status());
        assertEquals(100_000, answer.json().getInteger("error_count"));
        assertEquals(10, answer.json().getJsonArray("errors").size());
        assertTrue(answer.body().length() < LONGEST_ANSWER);
    }

    @Test
    void aQueryWithABrokenEscapeIsMalformed() {
        for (String query : List.of("?%", "?limit=1&%", "?a=%zz", "?cursor=%4")) {
            expect(
                    http.request("GET", "/v1/ecg" + query)
                            .as("ada", ApiUnderTest.PASSWORD)
                            .send(),
                    400,
                    "malformed-request");
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedByItsLengthAlone() {
        Answer answer = http.request("POST", "/v1/ecg")
                .as("ada", ApiUnderTest.PASSWORD)
                .header("Content-Type", "application/json")
                .header("Content-Length", Long.toString(Long.MAX_VALUE))
                .send();
        expect(answer, 413, "body-too-large");
        assertEquals("close", answer.header("Connection").orElse(""));
    }

    @Test
    void aBodyOverTheLimitInChunksIsRefusedWhereItPassesIt() {
        Answer answer = chunked().send(out -> {
            byte[] chunk = new byte[1 << 16];
            for (int sent = 0; sent <= 16 * MAX_BODY; sent += chunk.length) {
                writeChunk(out, chunk);
            }
        });
        expect(answer, 413, "body-too-large");
    }

    @Test
    void aBodyInChunksIsTaken() {
        Answer answer = chunked().send(out -> {
            for (byte b : lead("[1,2]").getBytes(StandardCharsets.UTF_8)) {
                writeChunk(out, new byte[] {b});
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
        assertEquals(202, answer.status());
    }

    @Test
    void aBodyOfOneByteASecondIsGivenUp() {
        Answer answer = chunked().send(out -> {
            for (int i = 0; i < 60; i++) {
                writeChunk(out, new byte[] {' '});
                out.flush();
                pause();
            }
        });
        expect(answer, 408, "body-too-slow");
    }

    @Test
    void aHeadOfOneByteASecondIsGivenUp() throws IOException {
        long started = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(1_000);
            boolean closed = false;
            for (byte b : "GET /v1/analyzers HTTP/1.1".getBytes(StandardCharsets.US_ASCII)) {
                closed = isClosedAfter(socket, b);
                if (closed) {
                    break;
                }
            }
            assertTrue(closed);
        }
        assertTrue(System.nanoTime() - started < 4 * BODY_TIMEOUT.toNanos());
    }

    /** Sends a byte, and gives the service a second to answer or to close. */
    private static boolean isClosedAfter(Socket socket, byte b) throws IOException {
        try {
            socket.getOutputStream().write(b);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException silence) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void aConnectionServesOneRequestAfterTheOther() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(10_000);
            String request = "GET /v1/analyzers HTTP/1.1\r\nHost: here\r\nAuthorization: "
                    + RawHttp.basic("ada", ApiUnderTest.PASSWORD) + "\r\nIf-None-Match: *\r\n\r\n";
            for (int i = 0; i < 20; i++) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertEquals(
                        "HTTP/1.1 304", new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
                skipHead(socket);
            }
        }
    }

    private static void skipHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) socket.getInputStream().read());
        }
    }

    @Test
    void aCompressedBodyIsRefused() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(lead("[1]").getBytes(StandardCharsets.UTF_8));
        }
        Answer answer = http.request("POST", "/v1/ecg")
                .as("ada", ApiUnderTest.PASSWORD)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .body(compressed.toByteArray())
                .send();
        expect(answer, 415, "unsupported-media-type");
    }

    @Test
    void onlyJsonInUtf8IsTaken() {
        for (String type :
                List.of("text/plain", "application/xml", "application/json; charset=utf-16", "application/jsonp", "")) {
            expect(typed(type), 415, "unsupported-media-type");
        }
        for (String type :
                List.of("application/json", "Application/JSON; charset=\"UTF-8\"", "application/json;charset=utf-8")) {
            assertEquals(202, typed(type).status(), type);
        }
        Answer untyped = http.request("POST", "/v1/ecg")
                .as("ada", ApiUnderTest.PASSWORD)
                .body(lead("[1]").getBytes(StandardCharsets.UTF_8))
                .send();
        expect(untyped, 415, "unsupported-media-type");
    }

    private static Answer typed(String contentType) {
        return http.request("POST", "/v1/ecg")
                .as("ada", ApiUnderTest.PASSWORD)
                .header("Content-Type", contentType)
                .body(lead("[1]").getBytes(StandardCharsets.UTF_8))
                .send();
    }

    @Test
    void anAnonymousUploadIsRefusedBeforeItsBodyIsRead() {
        Answer unsent = http.request("POST", "/v1/ecg")
                .header("Content-Type", "application/json")
                .header("Content-Length", "1000000")
                .send();
        expect(unsent, 401, "unauthenticated");
        byte[] large = new byte[64 << 20];
        Answer sent = http.request("POST", "/v1/ecg")
                .header("Content-Type", "application/json")
                .body(large)
                .send();
        expect(sent, 401, "unauthenticated");
    }

    @Test
    void aClientThatExpectsToContinueIsAnsweredBeforeItSends() {
        Answer refused = http.request("POST", "/v1/ecg")
                .header("Content-Type", "application/json")
                .header("Expect", "100-continue")
                .header("Content-Length", "1000000")
                .send();
        expect(refused, 401, "unauthenticated");
        Answer taken = http.request("POST", "/v1/ecg")
                .as("ada", ApiUnderTest.PASSWORD)
                .header("Expect", "100-continue")
                .json(lead("[1]"))
                .send();
        assertEquals(202, taken.status());
    }

    private static RawHttp.Request chunked() {
        return http.request("POST", "/v1/ecg")
                .as("ada", ApiUnderTest.PASSWORD)
                .header("Content-Type", "application/json")
                .header("Transfer-Encoding", "chunked");
    }

    private static void writeChunk(OutputStream out, byte[] chunk) throws IOException {
        out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(chunk);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The pace of a slow client is the input of this test, not a wait for something. */
    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void expect(Answer answer, int status, String problem) {
        assertEquals(status, answer.status(), answer.body());
        assertEquals(problem, answer.problem());
        assertTrue(answer.body().length() < LONGEST_ANSWER, answer.body());
        assertFalse(answer.body().contains("Exception"), answer.body());
    }

    private static void expectFault(Answer answer, int status, String problem, String place, String detail) {
        expect(answer, status, problem);
        boolean found = answer.json().getJsonArray("errors").stream()
                .map(io.vertx.core.json.JsonObject.class::cast)
                .anyMatch(fault -> isAt(place, fault.getString("pointer"))
                        && fault.getString("detail").contains(detail));
        assertTrue(found, answer.body());
    }

    /** Of what is nested too deeply the exact depth does not matter. */
    private static boolean isAt(String place, String pointer) {
        return pointer.equals(place) || (pointer.startsWith(place) && pointer.endsWith("/0/0/0/0"));
    }

    private static String lead(String signal) {
        return "{\"leads\":[{\"name\":\"I\",\"signal\":" + signal + "}]}";
    }

    private static String named(String name) {
        return "{\"leads\":[" + one(name, "[1]") + "]}";
    }

    private static String one(String name, String signal) {
        return "{\"name\":\"" + name + "\",\"signal\":" + signal + "}";
    }

    private static String with(String member) {
        return "{" + member + ",\"leads\":[" + one("I", "[1]") + "]}";
    }

    private static String dated(String date) {
        return with("\"date\":\"" + date + "\"");
    }

    private static String leads(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> one("L" + i, "[1]"))
                .collect(Collectors.joining(",", "{\"leads\":[", "]}"));
    }
}
