package io.ecganalyzer.cli;

import io.ecganalyzer.config.Given;
import io.ecganalyzer.embedded.EmbeddedException;
import io.ecganalyzer.node.Node;
import io.ecganalyzer.node.NodeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The service that a demo uses: one that runs already, or one of its own that ends with it. */
final class ServiceForDemo implements AutoCloseable {
    private final Service service;
    private final LocalInstallation installation;
    private final Optional<Node> own;

    private ServiceForDemo(Service service, LocalInstallation installation, Optional<Node> own) {
        this.service = service;
        this.installation = installation;
        this.own = own;
    }

    static ServiceForDemo find(Optional<URI> url, Optional<Path> data, PrintWriter out)
            throws IOException, InterruptedException {
        LocalInstallation here = LocalInstallation.find(data, Map.of());
        if (url.isPresent()) {
            out.println("Using the service at " + url.get() + ".");
            return new ServiceForDemo(new Service(url.get()), here, Optional.empty());
        }
        Optional<Service> running = here.runningService();
        if (running.isPresent()) {
            out.println("Using the service that runs at " + running.get().url() + ".");
            return new ServiceForDemo(running.get(), here, Optional.empty());
        }
        return startOwn(data, out);
    }

    /** At a free port: the usual one may be somebody else's. */
    private static ServiceForDemo startOwn(Optional<Path> data, PrintWriter out) {
        LocalInstallation own = LocalInstallation.find(
                data,
                Map.of(
                        "http.port", new Given("the demo", "0"),
                        "management.port", new Given("the demo", "0")));
        out.println(
                "No service runs here: starting one for the demo, with its data in " + own.dataDirectory() + " \u2026");
        out.flush();
        long begun = System.nanoTime();
        Node node = new Node(own.config());
        // Ctrl-C must not leave its servers behind.
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "shutdown"));
        try {
            URI url = URI.create(node.start().apiUrl().orElseThrow());
            out.println("Started at " + url + " after " + Numbers.seconds(System.nanoTime() - begun) + ".");
            return new ServiceForDemo(new Service(url), own, Optional.of(node));
        } catch (NodeException | EmbeddedException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    Service service() {
        return service;
    }

    LocalInstallation installation() {
        return installation;
    }

    /** Where to go from here. */
    String farewell() {
        return own.isPresent()
                ? "The service ends with the demo. Run \"ecg serve\" and then \"ecg demo\" in a second terminal to repeat the"
                        + " requests by hand."
                : "Documentation, and all operations to try: " + service.at("/docs");
    }

    @Override
    public void close() {
        own.ifPresent(Node::close);
    }
}
