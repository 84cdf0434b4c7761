package io.ecganalyzer.cli;

import io.ecganalyzer.config.Config;
import io.ecganalyzer.config.ConfigException;
import io.ecganalyzer.config.Given;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What this machine knows of a service: its configuration, where it runs, and its administrator's password. */
final class LocalInstallation {
    private static final String ADMIN = "admin";

    private final Config config;
    private final boolean directoryIsNamed;

    private LocalInstallation(Config config, boolean directoryIsNamed) {
        this.config = config;
        this.directoryIsNamed = directoryIsNamed;
    }

    /**
     * As {@code serve} would see it.
     *
     * @param data the data directory named on the command line
     * @param more settings over those of the file and the variables
     */
    static LocalInstallation find(Optional<Path> data, Map<String, Given> more) {
        Map<String, Given> flags = new HashMap<>(more);
        data.ifPresent(d -> flags.put("data.dir", new Given("--data", d.toString())));
        try {
            return new LocalInstallation(
                    Config.load(flags, System.getenv(), ConfigLocation.find(Optional.empty(), System.getenv())),
                    data.isPresent());
        } catch (ConfigException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    Config config() {
        return config;
    }

    Path dataDirectory() {
        return config.dataDirectory();
    }

    /** Where a running service says that it is. */
    Path urlFile() {
        return dataDirectory().resolve("service.url");
    }

    Path adminPasswordFile() {
        return dataDirectory().resolve("admin-password");
    }

    /** The service of this data directory or, unless that was named, the one at the configured address, if one answers. */
    Optional<Service> runningService() throws IOException, InterruptedException {
        if (Files.isRegularFile(urlFile())) {
            Service announced =
                    new Service(URI.create(Files.readString(urlFile()).strip()));
            if (announced.isThere()) {
                return Optional.of(announced);
            }
        }
        if (directoryIsNamed) {
            return Optional.empty();
        }
        // One with another data directory, or in a container, announces itself nowhere that could be known here.
        int port = config.http().port();
        String scheme = config.http().tls().isPresent() ? "https" : "http";
        Service usual = new Service(URI.create(scheme + "://127.0.0.1:" + port));
        return port != 0 && usual.isThere() ? Optional.of(usual) : Optional.empty();
    }

    /** The administrator, where the configuration or the first start's password file says who that is. */
    Optional<Credentials> administrator() throws IOException {
        String name = config.admin().username().orElse(ADMIN);
        if (config.admin().password().isPresent()) {
            return Optional.of(
                    new Credentials(name, config.admin().password().get().value()));
        }
        return Files.isReadable(adminPasswordFile())
                ? Optional.of(new Credentials(
                        name, Files.readString(adminPasswordFile()).strip()))
                : Optional.empty();
    }

    /** How curl is told the administrator's password without showing it. */
    String curlAdministrator(Credentials administrator) {
        return Files.isReadable(adminPasswordFile())
                        && config.admin().password().isEmpty()
                ? "-u " + administrator.username() + ":\"$(cat "
                        + Curl.quoted(adminPasswordFile().toString()) + ")\""
                : "-u " + administrator.username();
    }
}
