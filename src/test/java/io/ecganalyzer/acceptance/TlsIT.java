package io.ecganalyzer.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.bridge.BrokerAddress;
import io.ecganalyzer.bridge.BrokerPublisher;
import io.ecganalyzer.bridge.Topology;
import io.ecganalyzer.embedded.EmbeddedPostgres;
import io.ecganalyzer.node.NodeException;
import io.ecganalyzer.store.RedisLink;
import io.ecganalyzer.testing.Certificates;
import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.LogLines;
import io.ecganalyzer.testing.RawHttp;
import io.ecganalyzer.testing.Services;
import io.ecganalyzer.testing.TlsFront;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node whose API, PostgreSQL, broker and Redis all speak TLS. PostgreSQL does so itself, the others behind a proxy. */
class TlsIT {
    private static final String PASSWORD = "the password of ada";

    @TempDir
    private static Path directory;

    private static Vertx vertx;
    private static Certificates certificates;
    private static Certificates others;
    private static EmbeddedPostgres postgres;
    private static TlsFront redis;
    private static TlsFront broker;
    private static Service service;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        certificates = new Certificates(Files.createDirectory(directory.resolve("ours")));
        others = new Certificates(Files.createDirectory(directory.resolve("theirs")));
        postgres = EmbeddedPostgres.start(directory.resolve("postgresql"), Path.of("target/test-services/programs"));
        show(certificates.server("localhost"));
        URI plainRedis = Services.shared().redisUri();
        URI plainBroker = Services.shared().brokerUri();
        Certificates.Server local = certificates.server("localhost");
        Certificates.Server api = certificates.server("localhost", "127.0.0.1");
        redis = new TlsFront(vertx, local, "redis", plainRedis.getHost(), plainRedis.getPort());
        broker = new TlsFront(vertx, local, "broker", plainBroker.getHost(), plainBroker.getPort());
        Map<String, String> settings = new HashMap<>(database("localhost", "verify-full"));
        settings.put("redis.uri", "rediss://" + plainRedis.getUserInfo() + "@localhost:" + redis.port());
        settings.put("redis.ca", certificates.ca().toString());
        settings.put("broker.uri", "amqps://" + plainBroker.getUserInfo() + "@localhost:" + broker.port());
        settings.put("broker.ca", certificates.ca().toString());
        settings.put("http.tls.certificate", api.certificate("api.crt").toString());
        settings.put("http.tls.key", api.key("api.key").toString());
        service = Service.with(settings);
        client = HttpClient.newBuilder().sslContext(certificates.trust()).build();
        assertEquals(201, register().statusCode());
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        redis.close();
        broker.close();
        postgres.close();
        vertx.close().await();
    }

    @Test
    void anEcgGoesAllItsWayOverTls() throws Exception {
        HttpResponse<String> accepted = send(request("/v1/ecg")
                .POST(HttpRequest.BodyPublishers.ofString("{\"leads\":[{\"name\":\"I\",\"signal\":[5,0,-4,23,-9]}]}"))
                .header("Content-Type", "application/json"));
        assertEquals(202, accepted.statusCode(), accepted.body());
        assertEquals(HttpClient.Version.HTTP_2, accepted.version());
        String id = new JsonObject(accepted.body()).getString("id");
        HttpResponse<String> report = send(request("/v1/ecg/" + id).header("Prefer", "wait=30"));
        assertEquals(2, new JsonObject(report.body()).getInteger("zero_crosses_count"), report.body());
        assertTrue(report.headers().firstValue("Strict-Transport-Security").isPresent());
        // Nobody waits for the cache: its connection may open after the report was sent.
        await("Redis reached by TLS").atMost(Duration.ofSeconds(10)).until(() -> redis.connections() > 0);
        assertTrue(broker.connections() >= 2, "the broker was not reached by TLS, or only to publish");
        assertEquals(0, unencryptedClients());
    }

    @Test
    void anUploadThatIsRefusedEarlyLeavesTheOthersOnItsConnectionAlone() {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(client.sendAsync(
                    HttpRequest.newBuilder(service.url().resolve("/v1/ecg"))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1 << 20]))
                            .header("Content-Type", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
            answers.add(client.sendAsync(request("/v1/analyzers").build(), HttpResponse.BodyHandlers.ofString()));
        }
        List<Integer> statuses =
                answers.stream().map(answer -> answer.join().statusCode()).toList();
        for (int i = 0; i < statuses.size(); i++) {
            assertEquals(i % 2 == 0 ? 401 : 200, statuses.get(i), statuses::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1", "TLSv1.1"})
    void oldProtocolsAreRefused(String protocol) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) certificates.trust().getSocketFactory().createSocket()) {
            socket.connect(
                    new java.net.InetSocketAddress("127.0.0.1", service.url().getPort()), 5_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            assertThrows(SSLHandshakeException.class, socket::startHandshake);
        }
    }

    @Test
    void clearTextOnThePortIsNotServed() throws Exception {
        try (java.net.Socket socket =
                new java.net.Socket("127.0.0.1", service.url().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /v1/analyzers HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(!answer.startsWith("HTTP"), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, verify-full, theirs, is by no authority that is trusted",
        "127.0.0.1, verify-full, ours, is not for this host",
        "localhost, verify-ca, theirs, is by no authority that is trusted",
    })
    void aPostgresqlThatIsNotTheRightOneStopsTheStartInOneLine(
            String host, String mode, String trusted, String expected) {
        Map<String, String> settings = new HashMap<>(database(host, mode));
        settings.put("database.ca", authority(trusted).ca().toString());
        String message = assertThrows(
                        NodeException.class, () -> Service.with(settings).close())
                .getMessage();
        System.err.println("refused: " + message);
        assertTrue(message.contains("no TLS with PostgreSQL at " + host + ":"), message);
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count(), message);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, verify-ca", "127.0.0.1, require"})
    void aPostgresqlIsVerifiedOnlyAsFarAsAsked(String host, String mode) throws SQLException {
        Map<String, String> settings = new HashMap<>(database(host, mode));
        if (mode.equals("require")) {
            settings.remove("database.ca");
        }
        try (Service lenient = Service.with(settings)) {
            lenient.asUser("grace");
            assertEquals(0, unencryptedClients());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, ours, ''",
        "localhost, theirs, its certificate is by no authority that is trusted (see the ca setting)",
        "127.0.0.1, ours, its certificate is not for this host",
    })
    void aRedisIsTakenOnlyIfItIsTheRightOne(String host, String trusted, String fault) {
        URI plain = Services.shared().redisUri();
        RedisLink link = RedisLink.connect(
                vertx.getOrCreateContext(),
                URI.create("rediss://" + plain.getUserInfo() + "@" + host + ":" + redis.port()),
                Optional.of(authority(trusted).ca()),
                Duration.ofSeconds(5));
        String reason = link.ping()
                .transform(answer -> Future.succeededFuture(
                        answer.succeeded() ? "" : answer.cause().getMessage()))
                .await();
        link.close().await();
        assertEquals(fault.isEmpty() ? "" : "no connection to Redis: " + fault, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, ours, ''",
        "localhost, theirs, its certificate is by no authority that is trusted (see the ca setting)",
        "127.0.0.1, ours, its certificate is not for this host",
    })
    void aBrokerIsTakenOnlyIfItIsTheRightOne(String host, String trusted, String fault) {
        URI plain = Services.shared().brokerUri();
        URI uri = URI.create("amqps://" + plain.getUserInfo() + "@" + host + ":" + broker.port());
        try (LogLines lines = LogLines.of("io.ecganalyzer.bridge.BrokerLink")) {
            BrokerPublisher publisher = new BrokerPublisher(
                    vertx.getOrCreateContext(),
                    new BrokerAddress(uri, Optional.of(authority(trusted).ca())),
                    Topology.DEFAULT,
                    Duration.ofSeconds(5),
                    new SimpleMeterRegistry());
            publisher.open().await();
            assertEquals(fault.isEmpty(), publisher.isReady());
            publisher.close().await();
            assertEquals(
                    fault.isEmpty() ? 0 : 1,
                    lines.all().stream()
                            .filter(line -> line.contains("no TLS with it: " + fault))
                            .count(),
                    lines.all()::toString);
        }
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestartAndABrokenOneIsNot() throws Exception {
        String before = shownSerial();
        Certificates.Server renewed = certificates.server("localhost", "127.0.0.1");
        renewed.certificate("api.crt");
        // Without its key it is broken, for longer than it takes to be looked at.
        await().during(Duration.ofSeconds(6))
                .atMost(Duration.ofSeconds(20))
                .until(() -> shownSerial().equals(before));
        renewed.key("api.key");
        await().atMost(Duration.ofSeconds(20)).until(() -> shownSerial().equals(renewed.serial()));
        assertEquals(200, send(request("/v1/analyzers")).statusCode());
    }

    @Test
    void aCertificateThatCannotBeUsedStopsTheStartInOneLine() {
        Certificates.Server one = certificates.server("localhost");
        Map<String, String> settings = new HashMap<>(database("localhost", "require"));
        settings.remove("database.ca");
        settings.put("http.tls.certificate", one.certificate("one.crt").toString());
        settings.put(
                "http.tls.key",
                certificates.server("localhost").key("another.key").toString());
        assertRefused(settings, "one.crt cannot be used: the key is that of another certificate");
        settings.put("http.tls.key", directory.resolve("nowhere.key").toString());
        assertRefused(settings, "nowhere.key");
        settings.remove("http.tls.key");
        settings.put("http.tls.certificate", one.pkcs12("one.p12", "mellon").toString());
        settings.put("http.tls.password", "wrong");
        assertRefused(settings, "one.p12 cannot be used");
        settings.put("http.tls.password", "mellon");
        try (Service started = Service.with(settings)) {
            assertEquals("https", started.url().getScheme());
        }
    }

    private static void assertRefused(Map<String, String> settings, String reason) {
        String message = assertThrows(
                        NodeException.class, () -> Service.with(settings).close())
                .getMessage();
        System.err.println("refused: " + message);
        assertTrue(message.contains(reason), message);
        assertEquals(1, message.lines().count(), message);
    }

    private static Certificates authority(String name) {
        return name.equals("ours") ? certificates : others;
    }

    private static Map<String, String> database(String host, String mode) {
        Map<String, String> settings = new HashMap<>();
        settings.put("database.host", host);
        settings.put("database.port", Integer.toString(postgres.port()));
        settings.put("database.name", fresh());
        settings.put("database.user", postgres.user());
        settings.put("database.password", postgres.password());
        settings.put("database.ssl_mode", mode);
        settings.put("database.ca", certificates.ca().toString());
        return settings;
    }

    private static String fresh() {
        String name = "tls_" + UUID.randomUUID().toString().replace("-", "");
        sql("CREATE DATABASE " + name);
        return name;
    }

    /** From now on PostgreSQL takes TLS too, with this certificate. */
    private static void show(Certificates.Server certificate) {
        sql("ALTER SYSTEM SET ssl_cert_file = '" + certificate.certificate("postgresql.crt") + "'");
        sql("ALTER SYSTEM SET ssl_key_file = '" + certificate.key("postgresql.key") + "'");
        sql("ALTER SYSTEM SET ssl = on");
        sql("SELECT pg_reload_conf()");
    }

    private static void sql(String statement) {
        try (Connection connection = connection();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private static int unencryptedClients() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a"
                        + " USING (pid) WHERE a.application_name = 'ecg-analyzer' AND NOT s.ssl")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static Connection connection() throws SQLException {
        String url = new DatabaseAddress("127.0.0.1", postgres.port(), postgres.database(), "", "").jdbcUrl();
        return DriverManager.getConnection(url, postgres.user(), postgres.password());
    }

    private static String shownSerial() throws Exception {
        try (SSLSocket socket = (SSLSocket) certificates
                .trust()
                .getSocketFactory()
                .createSocket("127.0.0.1", service.url().getPort())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSerialNumber()
                    .toString(16);
        }
    }

    private static HttpResponse<String> register() throws Exception {
        return client.send(
                HttpRequest.newBuilder(service.url().resolve("/v1/admin/register_user"))
                        .header("Authorization", RawHttp.basic(Service.ADMIN, Service.ADMIN_PASSWORD))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"username\":\"ada\",\"password\":\"" + PASSWORD + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.url().resolve(path))
                .header("Authorization", RawHttp.basic("ada", PASSWORD));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
