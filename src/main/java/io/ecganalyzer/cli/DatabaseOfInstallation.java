package io.ecganalyzer.cli;

import io.ecganalyzer.config.Config;
import io.ecganalyzer.config.Mode;
import io.ecganalyzer.embedded.EmbeddedPostgres;
import io.ecganalyzer.store.DatabaseSettings;
import io.ecganalyzer.store.DatabaseTls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the database of this machine's service is, for commands that speak to it rather than to the service. */
final class DatabaseOfInstallation {
    private DatabaseOfInstallation() {}

    /** @param data the data directory named on the command line */
    static DatabaseSettings find(Optional<Path> data) {
        LocalInstallation installation = LocalInstallation.find(data, Map.of());
        Config.Database database = installation.config().database();
        return database.mode() == Mode.EXTERNAL
                ? new DatabaseSettings(
                                database.host(),
                                database.port(),
                                database.name(),
                                database.user(),
                                database.password().value())
                        .withTls(new DatabaseTls(
                                DatabaseTls.Mode.valueOf(database.sslMode().name()), database.ca()))
                : embedded(installation.dataDirectory());
    }

    private static DatabaseSettings embedded(Path data) {
        try {
            return EmbeddedPostgres.running(data.resolve("embedded").resolve("postgresql"))
                    .map(address -> new DatabaseSettings(
                            address.host(), address.port(), address.database(), address.user(), address.password()))
                    .orElseThrow(() -> new CommandException("the embedded database of " + data
                            + " does not run; start the service first, with ./ecg serve --data " + data));
        } catch (IOException e) {
            throw Failures.told(e);
        }
    }
}
