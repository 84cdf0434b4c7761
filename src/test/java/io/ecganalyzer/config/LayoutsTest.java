package io.ecganalyzer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in {@code conf/}, and the variables that compose and the chart set, are what this program understands. */
class LayoutsTest {
    private static final Pattern VARIABLE = Pattern.compile("ECG_[A-Z_]+");

    /** Read by compose itself, not by the service. */
    private static final Set<String> OF_COMPOSE = Set.of(
            "ECG_VERSION", "ECG_PUBLISH_ADDRESS", "ECG_PUBLISH_PORT", "ECG_BROKER_PASSWORD", "ECG_REDIS_PASSWORD");

    @TempDir
    private Path directory;

    @Test
    void aLaptopReachesNothingAndIsReachedByNobody() {
        Config laptop = load("laptop", Map.of());
        assertEquals(
                List.of(Mode.EMBEDDED, Mode.EMBEDDED, Mode.EMBEDDED),
                List.of(
                        laptop.database().mode(),
                        laptop.redis().mode(),
                        laptop.broker().mode()));
        assertEquals("127.0.0.1", laptop.http().host());
        assertEquals(new Config.Instances(1, 1), laptop.instances());
    }

    @Test
    void oneServerTakesItsSecretsFromFilesAndBelievesItsProxyOnly() throws IOException {
        Config server = load("one-server", secrets());
        assertEquals("in the file", server.database().password().value());
        assertEquals("amqp://ecg:in-the-file@broker", server.broker().uri().value());
        assertEquals(List.of("127.0.0.1"), server.http().trustedProxies());
        assertEquals("127.0.0.1", server.http().host());
    }

    @Test
    void aClusterIsProtectedAndEmbedsNothing() throws IOException {
        Map<String, String> files = new HashMap<>(secrets());
        files.put("ECG_REDIS_URI_FILE", file("redis://redis"));
        files.put("ECG_CLUSTER_SECRET_FILE", file("a secret of more than thirty-two bytes for the cluster"));
        Config cluster = load("cluster", files);
        assertTrue(cluster.cluster().enabled());
        assertEquals(Protection.REQUIRED, cluster.cluster().protection());
        assertTrue(cluster.cluster().tls().isPresent());
        assertEquals(
                List.of(Mode.EXTERNAL, Mode.EXTERNAL, Mode.EXTERNAL),
                List.of(
                        cluster.database().mode(),
                        cluster.redis().mode(),
                        cluster.broker().mode()));
    }

    @Test
    void everyExampleIsTestedHere() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("conf"))) {
            assertEquals(
                    Set.of("ecg.yaml", "laptop.yaml", "one-server.yaml", "cluster.yaml"),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml"))
                            .collect(Collectors.toSet()));
        }
    }

    /** A variable that the service does not know stops its start. */
    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.yml", "deploy/helm/ecg-analyzer/templates/_helpers.tpl", "Dockerfile"})
    void everyVariableThatIsSetIsASetting(String file) throws IOException {
        Set<String> unknown = new TreeSet<>();
        String settings = variablesOfSettings();
        Matcher variable = VARIABLE.matcher(Files.readString(Path.of(file)));
        while (variable.find()) {
            String name = variable.group();
            if (!OF_COMPOSE.contains(name) && !name.endsWith("_") && !settings.contains(" " + name + " ")) {
                unknown.add(name);
            }
        }
        assertEquals(Set.of(), unknown);
    }

    /** All keys of the annotated configuration, as variables. */
    private static String variablesOfSettings() throws IOException {
        StringBuilder names = new StringBuilder(" ");
        String[] path = new String[3];
        for (String line : Files.readAllLines(Path.of("conf", "ecg.yaml"))) {
            Matcher key = Pattern.compile("( *)([a-z_]+):.*").matcher(line);
            if (key.matches()) {
                int depth = key.group(1).length() / 2;
                path[depth] = key.group(2);
                String full = Stream.of(path).limit(depth + 1L).collect(Collectors.joining("_"));
                names.append("ECG_").append(full.toUpperCase(Locale.ROOT)).append(' ');
            }
        }
        return names.toString();
    }

    private Map<String, String> secrets() throws IOException {
        return Map.of(
                "ECG_DATABASE_PASSWORD_FILE", file("in the file"),
                "ECG_BROKER_URI_FILE", file("amqp://ecg:in-the-file@broker"));
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "secret", ""), content)
                .toString();
    }

    private static Config load(String layout, Map<String, String> environment) {
        return Config.load(Map.of(), environment, Optional.of(Path.of("conf", layout + ".yaml")));
    }
}
