package io.ecganalyzer.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the configuration file is: as it was named, or {@code conf/ecg.yaml} here or where the program is. */
final class ConfigLocation {
    private static final Path USUAL = Path.of("conf", "ecg.yaml");

    private ConfigLocation() {}

    /** Empty where none was named and none is in the usual places; one that was named need not exist, and is then a fault. */
    static Optional<Path> find(Optional<Path> named, Map<String, String> environment) {
        return named.or(() -> Optional.ofNullable(environment.get("ECG_CONFIG"))
                        .filter(value -> !value.isEmpty())
                        .map(Path::of))
                .or(() -> usualPlaces().filter(Files::isRegularFile).findFirst());
    }

    /** The jar is built into a directory of the project, and shipped beside {@code conf}. */
    private static Stream<Path> usualPlaces() {
        Stream<Path> ofProgram = program().stream()
                .flatMap(jar -> Stream.iterate(jar.getParent(), path -> path != null, Path::getParent)
                        .limit(2));
        return Stream.concat(Stream.of(Path.of("")), ofProgram).map(directory -> directory.resolve(USUAL));
    }

    private static Optional<Path> program() {
        try {
            return Optional.of(Path.of(ConfigLocation.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath());
        } catch (URISyntaxException | RuntimeException noFile) {
            return Optional.empty();
        }
    }
}
