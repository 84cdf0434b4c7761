package io.ecganalyzer.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of commands that ask a service: which one. */
final class ServiceChoice {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The service; by default the one that runs on this machine.")
    private Optional<URI> url = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory of this machine's service.")
    private Optional<Path> data = Optional.empty();

    LocalInstallation here() {
        return LocalInstallation.find(data, Map.of());
    }

    /** The one that was named, or the one that runs here; empty where none does. */
    Optional<Service> service(LocalInstallation here) throws IOException, InterruptedException {
        return url.isPresent() ? Optional.of(new Service(url.get())) : here.runningService();
    }
}
