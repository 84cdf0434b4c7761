package io.ecganalyzer.embedded;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Container;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An AMQP 0-9-1 broker inside this JVM: Apache Qpid Broker-J with a store in memory, on a free loopback port. What it
 * forgets when the service stops is found again by the sweep of the jobs.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String USER = "ecg";

    private final SystemLauncher launcher;
    private final URI uri;

    private EmbeddedBroker(SystemLauncher launcher, URI uri) {
        this.launcher = launcher;
        this.uri = uri;
    }

    /**
     * Starts it with a random password.
     *
     * @param directory where it may write
     * @throws EmbeddedException if it does not start, with the reason
     */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, PrivateFiles.madePassword());
    }

    /** As {@link #start(Path)} with a password that clients have already, as when it is started again. */
    public static EmbeddedBroker start(Path directory, String password) {
        AtomicReference<SystemConfig<?>> started = new AtomicReference<>();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        SystemLauncher launcher = new SystemLauncher(new DefaultSystemLauncherListener() {
            @Override
            public void onContainerResolve(SystemConfig<?> systemConfig) {
                started.set(systemConfig);
            }

            @Override
            public void errorOnStartup(RuntimeException e) {
                failure.set(e);
            }
        });
        try {
            launcher.startup(attributes(PrivateFiles.directory(directory), password));
        } catch (Exception e) {
            throw new EmbeddedException("the embedded broker cannot be started: " + e, e);
        }
        if (failure.get() != null || started.get() == null) {
            throw new EmbeddedException("the embedded broker cannot be started: " + failure.get(), failure.get());
        }
        leaveShutdownToUs(started.get().getContainer());
        int port = started.get()
                .getContainer()
                .getChildren(Port.class)
                .iterator()
                .next()
                .getBoundPort();
        return new EmbeddedBroker(launcher, URI.create("amqp://" + USER + ":" + password + "@127.0.0.1:" + port));
    }

    /** Where it is, with its user and password; the virtual host is the default one. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        launcher.shutdown();
    }

    /**
     * The broker registers a shutdown hook of its own. All hooks run at once, so it would be gone before its clients, who would then
     * report a failure and lose the jobs they have in hand. There is no setting against it.
     */
    private static void leaveShutdownToUs(Container<?> broker) {
        try {
            // The broker's class is generated, below the one that is written.
            Field hook = broker.getClass().getSuperclass().getDeclaredField("_shutdownHook");
            hook.setAccessible(true);
            Runtime.getRuntime().removeShutdownHook((Thread) hook.get(broker));
        } catch (ReflectiveOperationException e) {
            throw new EmbeddedException("the embedded broker is of another release than this program knows", e);
        } catch (IllegalStateException shuttingDown) {
            LOG.atDebug().log("Stopped while the broker started");
        }
    }

    private static Map<String, Object> attributes(Path directory, String password) throws IOException {
        URL configuration = EmbeddedBroker.class.getResource("/embedded-broker.json");
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("type", "Memory");
        attributes.put("initialConfigurationLocation", configuration.toExternalForm());
        attributes.put("startupLoggedToSystemOut", false);
        attributes.put("context", context(directory, password));
        return attributes;
    }

    private static Map<String, String> context(Path directory, String password) {
        return Map.ofEntries(
                Map.entry("ecg.user", USER),
                Map.entry("ecg.password", password),
                Map.entry("qpid.work_dir", directory.toString()),
                // RabbitMQ's x- arguments, which the topology declares on both brokers alike.
                Map.entry("queue.behaviourOnUnknownDeclareArgument", "IGNORE"),
                // A handful of connections from this process only: few threads and small buffers.
                Map.entry("qpid.port.amqp.threadPool.size", "2"),
                Map.entry("qpid.port.amqp.threadPool.numberOfSelectors", "1"),
                Map.entry("virtualhost.connectionThreadPool.size", "4"),
                Map.entry("virtualhost.connectionThreadPool.numberOfSelectors", "1"),
                Map.entry("qpid.broker.networkBufferSize", "65536"),
                Map.entry("broker.directByteBufferPoolSize", "32"));
    }
}
