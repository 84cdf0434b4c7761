package io.ecganalyzer.cli;

import io.ecganalyzer.config.Config;
import io.ecganalyzer.config.ConfigException;
import io.ecganalyzer.config.Given;
import io.ecganalyzer.embedded.EmbeddedException;
import io.ecganalyzer.node.Node;
import io.ecganalyzer.node.NodeException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecg serve}: runs a node until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Runs the service until Ctrl-C. All settings are explained in conf/ecg.yaml; each is also a variable"
                        + " ECG_..., such as ECG_HTTP_PORT.")
public final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** The values are judged together with those of the file and the variables, so they stay text here. */
    private final Map<String, Given> flags = new HashMap<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; ECG_CONFIG, or conf/ecg.yaml if it is there.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--port", paramLabel = "N", description = "The port of the API; 0 takes a free one and prints it.")
    void setPort(String value) {
        flag("--port", "http.port", value);
    }

    @Option(names = "--data", paramLabel = "DIR", description = "Where the service writes everything it writes.")
    void setData(String value) {
        flag("--data", "data.dir", value);
    }

    @Option(
            names = "--roles",
            paramLabel = "ROLES",
            description = "What this node does: api, analyzer, or api,analyzer.")
    void setRoles(String value) {
        flag("--roles", "roles", value);
    }

    @Option(
            names = "--api-instances",
            paramLabel = "N",
            description = "Verticles that serve the API; 0 for one a core.")
    void setApiInstances(String value) {
        flag("--api-instances", "api.instances", value);
    }

    @Option(
            names = "--analyzer-instances",
            paramLabel = "N",
            description = "Verticles that run analyzers; 0 for one a core.")
    void setAnalyzerInstances(String value) {
        flag("--analyzer-instances", "analyzer.instances", value);
    }

    @Option(
            names = "--cluster",
            description = "Join the other nodes, as the section cluster of the configuration says.")
    void setCluster(boolean value) {
        flag("--cluster", "cluster.enabled", String.valueOf(value));
    }

    @Option(names = "--cluster-hosts", paramLabel = "HOST[:PORT],...", description = "Where other nodes are.")
    void setClusterHosts(String value) {
        flag("--cluster-hosts", "cluster.hosts", value);
    }

    @Option(
            names = "--cluster-port",
            paramLabel = "N",
            description = "The first of three ports on which this node listens for the others.")
    void setClusterPort(String value) {
        flag("--cluster-port", "cluster.port", value);
    }

    private void flag(String name, String key, String value) {
        flags.put(key, new Given(name, value));
    }

    @Override
    public Integer call() throws InterruptedException {
        long begun = System.nanoTime();
        try {
            Config config = Config.load(flags, System.getenv(), ConfigLocation.find(file, System.getenv()));
            setUpLog(config.log());
            Node node = new Node(config);
            Runtime.getRuntime().addShutdownHook(new Thread(node::close, "shutdown"));
            Node.Started started = node.start();
            new Welcome(config, started, Duration.ofNanos(System.nanoTime() - begun)).print(out());
            node.awaitClose();
            return 0;
        } catch (ConfigException | NodeException | EmbeddedException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Before the first line is logged: logback.xml reads these once. */
    private static void setUpLog(Config.Log log) {
        System.setProperty("ecg.log.format", log.format().name().toLowerCase(Locale.ROOT));
        System.setProperty("ecg.log.level", log.level().name().toLowerCase(Locale.ROOT));
    }
}
