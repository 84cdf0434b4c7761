package io.ecganalyzer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands for administrators: which service, and who asks. */
final class AdministratorAccess {
    @Mixin
    private ServiceChoice choice = new ServiceChoice();

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
        LocalInstallation here = choice.here();
        return new Session(
                choice.service(here)
                        .orElseThrow(
                                () -> new CommandException("No service runs here. Name one with --url or --data.")),
                credentials(here));
    }

    private Credentials credentials(LocalInstallation here) throws IOException {
        if (admin.isPresent() != passwordFile.isPresent()) {
            throw new CommandException("--admin and --password-file belong together.");
        }
        if (admin.isPresent()) {
            return new Credentials(admin.get(), PasswordFile.read("--password-file", passwordFile.get()));
        }
        return here.administrator()
                .orElseThrow(() -> new CommandException("There is no administrator's password here ("
                        + here.adminPasswordFile() + "). Name one with --admin and --password-file."));
    }
}
