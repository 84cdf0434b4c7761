package io.ecganalyzer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigTest {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final Path SHIPPED = Path.of("conf/ecg.yaml");

    @TempDir
    private Path directory;

    @Test
    void withoutAnythingEveryValueIsItsDefault() {
        assertEquals(defaults(), load(Map.of()));
    }

    @Test
    void theShippedFileSaysTheDefaults() {
        assertEquals(defaults(), Config.load(Map.of(), Map.of(), Optional.of(SHIPPED)));
    }

    @Test
    void theShippedFileHasEveryKey() throws IOException {
        String shipped = Files.readString(SHIPPED);
        for (String line : Files.readAllLines(Path.of("src/test/resources/all-non-default.yaml"))) {
            String key = line.strip().replaceAll(":.*", "");
            assertTrue(key.startsWith("#") || shipped.contains(key + ":"), key);
        }
    }

    @Test
    void everyValueCanBeSetInTheFile() {
        Path file = Path.of("src/test/resources/all-non-default.yaml");
        assertEquals(nonDefaults(), Config.load(Map.of(), Map.of(), Optional.of(file)));
    }

    @Test
    void everyValueCanBeSetByAVariable() {
        Map<String, Given> file = ConfigFile.read(Path.of("src/test/resources/all-non-default.yaml"));
        Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin"));
        file.forEach((key, given) ->
                environment.put("ECG_" + key.replace('.', '_').toUpperCase(Locale.ROOT), given.value()));
        assertEquals(nonDefaults(), load(environment));
    }

    @Test
    void anHtpasswdFileBesideTheConfigurationIsUsedWhereThereIsOne() throws IOException {
        Path file = write("data: {dir: /srv/ecg}\n");
        assertEquals(Path.of("/srv/ecg/htpasswd"), ofFile(file).admin().htpasswdFile());
        Path beside = Files.createFile(file.resolveSibling("htpasswd"));
        assertEquals(beside, ofFile(file).admin().htpasswdFile());
    }

    private static Config ofFile(Path file) {
        return Config.load(Map.of(), Map.of(), Optional.of(file));
    }

    @Test
    void flagsGoOverVariablesAndVariablesOverTheFile() throws IOException {
        Path file = write("http: {port: 1001, host: file}\ndata: {dir: file}\n");
        Config config = Config.load(
                Map.of("http.port", new Given("--port", "1003")),
                Map.of("ECG_HTTP_PORT", "1002", "ECG_HTTP_HOST", "variable"),
                Optional.of(file));
        assertEquals(1003, config.http().port());
        assertEquals("variable", config.http().host());
        assertEquals(Path.of("file"), config.dataDirectory());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "8100, 9100", "65000, 0"})
    void theManagementPortFollowsTheApiPort(String httpPort, int expected) {
        assertEquals(
                expected, load(Map.of("ECG_HTTP_PORT", httpPort)).management().port());
    }

    @Test
    void everythingIsBelowTheDataDirectory() {
        assertEquals(
                Path.of("/srv/ecg/htpasswd"),
                load(Map.of("ECG_DATA_DIR", "/srv/ecg")).admin().htpasswdFile());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'http: {prot: 80}'|:1: http.prot is an unknown key; did you mean http.port?",
                "'xyzzy: 1'|:1: xyzzy is an unknown key",
                "'http:\n  port: 80a'|:2: http.port: '80a' is not a whole number from 0 to 65535",
                "'http: {port: -1}'|:1: http.port: '-1' is not a whole number from 0 to 65535",
                "'http: {port: 123456789012}'|'http.port: ''123456789012'' is not a whole number from 0 to 65535'",
                "'http: {idle_timeout: 60}'|http.idle_timeout: '60' is not a duration such as 500ms, 30s, 10m, 2h or 1d",
                "'http: {idle_timeout: 0s}'|http.idle_timeout: '0s' is less than 1000ms",
                "'analyzer: {time_limits: qrs}'|analyzer.time_limits: 'qrs' is not a list such as one=30s, other=2m",
                "'http: {max_body: 64MB}'|http.max_body: '64MB' is not a size such as 512KiB or 64MiB",
                "'http: {max_body: 1B}'|http.max_body: '1B' is not between 1KiB and 1GiB",
                "'http: {trusted_proxies: [10.0.0.0/8, 10.0.0.0/33]}'|http.trusted_proxies: '10.0.0.0/33' is not an address or network such as"
                        + " 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32",
                "'http: {public_url: here}'|http.public_url: 'here' is not a URI with scheme and host",
                "'http: {public_url: \"a b\"}'|http.public_url: 'a b' is not a URI",
                "'roles: [api, analyser]'|:1: roles: 'api,analyser' is none of api, analyzer",
                "'roles: [[api]]'|:1: roles is not a list of words",
                "'database: {host: db}'|database.host is set, but database.mode is embedded",
                "'redis: {uri: \"redis://cache\"}'|redis.uri is set, but redis.mode is embedded",
                "'redis: {mode: external, uri: \"http://cache\"}'|redis.uri begins neither redis:// nor rediss://",
                "'redis: {mode: external, ca: ca.pem}'|redis.ca is set, but redis.uri does not begin rediss://",
                "'broker: {mode: external, uri: \"amqp://b\", ca: a.pem}'|broker.uri does not begin amqps://",
                "'database: {mode: external, ca: ca.pem}'|database.ca is set, but database.ssl_mode verifies nothing",
                "'database: {ssl_mode: verify-full}'|database.ssl_mode is set, but database.mode is embedded",
                "'database: {ssl_mode: prefer}'|'prefer' is none of disable, require, verify-ca, verify-full",
                "'http: {tls: {key: k.pem}}'|http.tls.certificate is not set, but http.tls.key or .password is",
                "'http: {tls: {certificate: c.pem}}'|http.tls.certificate needs http.tls.key if it is PEM",
                "'management: {port: 8000}'|management.port and http.port are both 8000",
                "'cluster: {enabled: yes}'|cluster.enabled: 'yes' is neither true nor false",
                "'cluster: {hosts: [\"a:b:c\"]}'|cluster.hosts: 'a:b:c' is not a host such as node-1 or node-1:7800",
                "'cluster: {hosts: [a], dns: b}'|cluster.hosts and cluster.dns exclude each other",
                "'cluster: {dns: a, dns_server: \"b:c\"}'|cluster.dns_server: 'b:c' is not a host such as 10.0.0.2 or 10.0.0.2:8600",
                "'cluster: {dns: a, dns_server: \"b:65536\"}'|cluster.dns_server: 'b:65536' is not a host such as 10.0.0.2 or 10.0.0.2:8600",
                "'cluster: {hosts: [\"a:70000\"]}'|cluster.hosts: 'a:70000' is not a host such as node-1 or node-1:7800",
                "'cluster: {dns_server: b}'|'cluster.dns_server needs cluster.dns: the name that it knows'",
                "'cluster: {tls: {key: a}}'|'cluster.tls needs certificate, key and authority, all three'",
                "'http: {port: 1}\nhttp: {port: 2}'|:2: Duplicate field 'http'",
                "'http: ['|:1: ",
                "'just words'|: holds no keys",
            })
    void aFaultInTheFileIsNamedWithItsPlace(String yaml, String fault) throws IOException {
        Path file = write(yaml);
        String message = assertThrows(ConfigException.class, () -> Config.load(Map.of(), Map.of(), Optional.of(file)))
                .getMessage();
        assertTrue(message.contains(fault), message);
        assertEquals(1, message.lines().count(), message);
    }

    @ParameterizedTest
    @CsvSource({
        "ECG_HTTP_PROT, 80, ECG_HTTP_PROT is an unknown variable; did you mean ECG_HTTP_PORT?",
        "ECG_LOG_FORMAT, xml, 'ECG_LOG_FORMAT: ''xml'' is none of text, json'",
        "ECG_ADMIN_PASSWORD_FILE, /nowhere, ECG_ADMIN_PASSWORD_FILE: /nowhere cannot be read",
    })
    void aFaultInAVariableIsNamed(String name, String value, String fault) {
        String message = assertThrows(ConfigException.class, () -> load(Map.of(name, value)))
                .getMessage();
        assertEquals(fault, message);
    }

    @ParameterizedTest
    @CsvSource({
        "'', cluster.enabled needs cluster.hosts or cluster.dns: where the other nodes are",
        "'hosts: [b], host: 10.0.0.1', 'cluster.host is 10.0.0.1, which others than this machine can reach'",
        "'hosts: [b], host: auto, secret: s', 'cluster.host is auto, which others than this machine can reach'",
    })
    void aClusterThatIsUnprotectedOrAloneIsRefused(String cluster, String fault) throws IOException {
        Path file = write("database: {mode: external}\nredis: {mode: external}\nbroker: {mode: external}\n"
                + "cluster: {enabled: true" + (cluster.isEmpty() ? "" : ", " + cluster) + "}");
        String message = assertThrows(ConfigException.class, () -> ofFile(file)).getMessage();
        assertTrue(message.contains(fault), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void theNodesOfAClusterShareTheirServers() throws IOException {
        Path file = write("cluster: {enabled: true, hosts: [a]}");
        String message = assertThrows(ConfigException.class, () -> ofFile(file)).getMessage();
        assertTrue(message.startsWith("cluster.enabled needs database.mode"), message);
    }

    @Test
    void allFaultsAreShownAtOnce() {
        String message = assertThrows(
                        ConfigException.class, () -> load(Map.of("ECG_HTTP_PORT", "x", "ECG_CACHE_TTL", "y")))
                .getMessage();
        assertEquals(2, message.lines().count(), message);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        String message = assertThrows(
                        ConfigException.class,
                        () -> Config.load(Map.of(), Map.of(), Optional.of(directory.resolve("none.yaml"))))
                .getMessage();
        assertTrue(message.contains("none.yaml: cannot be read"), message);
    }

    @Test
    void anEmptyFileAndAnEmptyVariableSetNothing() throws IOException {
        assertEquals(defaults(), Config.load(Map.of(), Map.of("ECG_HTTP_PORT", ""), Optional.of(write(""))));
    }

    @Test
    void aSecretCanStandInAFileOfItsOwn() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "quiet please\n");
        Config config = load(Map.of("ECG_DATABASE_PASSWORD_FILE", secret.toString()));
        assertEquals("quiet please", config.database().password().value());
    }

    @Test
    void aVariableNamesTheSecretsFileOverASecretInTheFile() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "from the file");
        Config config = Config.load(
                Map.of(),
                Map.of("ECG_ADMIN_PASSWORD_FILE", secret.toString()),
                Optional.of(write("admin: {password: in the yaml}")));
        assertEquals("from the file", config.admin().password().orElseThrow().value());
    }

    @Test
    void aSecretAndItsFileExcludeEachOther() {
        String message = assertThrows(
                        ConfigException.class,
                        () -> load(Map.of("ECG_ADMIN_PASSWORD", "hush", "ECG_ADMIN_PASSWORD_FILE", SHIPPED.toString())))
                .getMessage();
        assertEquals("ECG_ADMIN_PASSWORD_FILE and ECG_ADMIN_PASSWORD exclude each other", message);
    }

    @Test
    void noSecretIsPrinted() {
        Config config = load(Map.of(
                "ECG_ADMIN_PASSWORD", "hush1",
                "ECG_DATABASE_PASSWORD", "hush2",
                "ECG_REDIS_MODE", "external",
                "ECG_REDIS_URI", "redis://:hush3@cache:1",
                "ECG_BROKER_MODE", "external",
                "ECG_BROKER_URI", "amqp://ecg:hush4@broker",
                "ECG_CLUSTER_SECRET", "hush5"));
        assertFalse(config.toString().contains("hush"), config.toString());
        assertEquals("redis://:hush3@cache:1", config.redis().uri().value());
    }

    @Test
    void noSecretIsInAFault() {
        String message = assertThrows(
                        ConfigException.class,
                        () -> load(Map.of("ECG_REDIS_MODE", "external", "ECG_REDIS_URI", "hush hush")))
                .getMessage();
        assertEquals("redis.uri: is not a URI", message);
    }

    @Test
    void aNumberThatIsAPasswordStaysAsItIsWritten() throws IOException {
        Config config = Config.load(Map.of(), Map.of(), Optional.of(write("admin: {password: 0123e4}")));
        assertEquals("0123e4", config.admin().password().orElseThrow().value());
    }

    private static Config load(Map<String, String> environment) {
        return Config.load(Map.of(), environment, Optional.empty());
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("ecg.yaml"), yaml);
    }

    private static Config defaults() {
        return new Config(
                EnumSet.allOf(Role.class),
                new Config.Http(
                        "127.0.0.1",
                        8000,
                        DataSize.parse("64MiB"),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                new Config.Management("127.0.0.1", 9000),
                Path.of("./data"),
                new Config.Instances(CORES, CORES),
                new Config.Analyzers(Isolation.PLUGINS, new DataSize(512 << 20), Map.of()),
                new Config.Admin(Optional.empty(), Optional.empty(), Path.of("./data/htpasswd")),
                new Config.Auth(10, Duration.ofSeconds(60), 10_000, CORES, 64, 10, 100),
                new Config.Limits(64, 32_000_000, 0, 100_000),
                new Config.Database(
                        Mode.EMBEDDED,
                        "localhost",
                        5432,
                        "ecg",
                        "ecg",
                        new Secret(""),
                        8,
                        SslMode.DISABLE,
                        Optional.empty()),
                new Config.Redis(
                        Mode.EMBEDDED, new Secret("redis://localhost:6379"), DataSize.parse("64MiB"), Optional.empty()),
                new Config.Broker(
                        Mode.EMBEDDED, new Secret("amqp://guest:guest@localhost:5672"), 8 * CORES, Optional.empty()),
                new Config.Cache(Duration.ofMinutes(10), DataSize.parse("256KiB")),
                new Config.Jobs(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        5,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        4_000_000),
                new Config.Shutdown(Duration.ZERO),
                new ClusterConfig(
                        false,
                        "127.0.0.1",
                        7800,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Protection.REQUIRED),
                new Config.Log(LogFormat.TEXT, LogLevel.INFO));
    }

    private static Config nonDefaults() {
        return new Config(
                Set.of(Role.ANALYZER),
                new Config.Http(
                        "0.0.0.0",
                        8001,
                        DataSize.parse("1GiB"),
                        Duration.ofMillis(500),
                        Duration.ofMinutes(2),
                        Optional.of(URI.create("https://ecg.example.org")),
                        List.of("10.0.0.0/8", "2001:db8::7"),
                        Optional.of(new Config.Tls(
                                Path.of("/etc/ecg/api.p12"), Optional.empty(), Optional.of(new Secret("mellon"))))),
                new Config.Management("::1", 9123),
                Path.of("/srv/ecg"),
                new Config.Instances(3, 5),
                new Config.Analyzers(
                        Isolation.ALL,
                        new DataSize(64 << 20),
                        Map.of("qrs", Duration.ofMinutes(2), "mine", Duration.ofSeconds(5))),
                new Config.Admin(
                        Optional.of("grace"), Optional.of(new Secret("hopper-1952")), Path.of("/etc/ecg/htpasswd")),
                new Config.Auth(12, Duration.ofHours(1), 17, 7, 18, 19, 20),
                new Config.Limits(12, 100_000, 600, 7_000),
                new Config.Database(
                        Mode.EXTERNAL,
                        "db",
                        5433,
                        "ecgs",
                        "owner",
                        new Secret("sesame"),
                        21,
                        SslMode.VERIFY_FULL,
                        Optional.of(Path.of("/etc/ecg/ca.pem"))),
                new Config.Redis(
                        Mode.EXTERNAL,
                        new Secret("rediss://:x@cache:6380"),
                        DataSize.parse("4096KiB"),
                        Optional.of(Path.of("/etc/ecg/redis.pem"))),
                new Config.Broker(
                        Mode.EXTERNAL,
                        new Secret("amqps://u:p@broker:5673/v"),
                        22,
                        Optional.of(Path.of("/etc/ecg/broker.pem"))),
                new Config.Cache(Duration.ofDays(1), DataSize.parse("100B")),
                new Config.Jobs(
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(2),
                        3,
                        Duration.ofMillis(250),
                        Duration.ofMinutes(3),
                        250_000),
                new Config.Shutdown(Duration.ofSeconds(7)),
                new ClusterConfig(
                        true,
                        "10.1.2.3",
                        7900,
                        List.of("node-1", "node-2:7901"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Secret("open")),
                        Optional.of(new ClusterConfig.Tls(
                                Path.of("/tls/node.pem"), Path.of("/tls/node-key.pem"), Path.of("/tls/ca.pem"))),
                        Protection.NONE),
                new Config.Log(LogFormat.JSON, LogLevel.WARN));
    }
}
