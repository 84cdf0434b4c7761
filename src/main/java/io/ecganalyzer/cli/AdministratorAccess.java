package io.ecganalyzer.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of commands for administrators: which service, and who asks. */
final class AdministratorAccess {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The service; by default the one that runs on this machine.")
    private Optional<URI> url = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory of this machine's service.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--admin",
            paramLabel = "NAME",
            description = "An administrator; by default the one of this machine's service.")
    private Optional<String> admin = Optional.empty();

    @Option(names = "--password-file", paramLabel = "FILE", description = "The administrator's password, in a file.")
    private Optional<Path> passwordFile = Optional.empty();

    /** Both at hand. */
    record Session(Service service, Credentials administrator) {}

    Session open() throws IOException, InterruptedException {
        LocalInstallation here = LocalInstallation.find(data, Map.of());
        Optional<Service> service = url.isPresent() ? Optional.of(new Service(url.get())) : here.runningService();
        return new Session(
                service.orElseThrow(() -> new CommandException("No service runs here. Name one with --url or --data.")),
                credentials(here));
    }

    private Credentials credentials(LocalInstallation here) throws IOException {
        if (admin.isPresent() != passwordFile.isPresent()) {
            throw new CommandException("--admin and --password-file belong together.");
        }
        if (admin.isPresent()) {
            return new Credentials(admin.get(), password(passwordFile.get()));
        }
        return here.administrator()
                .orElseThrow(() -> new CommandException("There is no administrator's password here ("
                        + here.adminPasswordFile() + "). Name one with --admin and --password-file."));
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new CommandException("--password-file: " + file + " cannot be read", unreadable);
        }
    }
}
