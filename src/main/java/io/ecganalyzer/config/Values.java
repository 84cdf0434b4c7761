package io.ecganalyzer.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was given, by key: flags over environment over file. Faults are gathered, so that one start shows all of them; a
 * faulty value counts as its default until then. The keys that are asked for are the keys that exist.
 */
final class Values {
    private static final String PREFIX = "ECG_";

    /** Variables of ours that are no settings: of the launcher, of the other commands, and of the tests. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("ECG_CONFIG", "ECG_DATA", "ECG_JAVA_OPTIONS", "ECG_CHROMIUM", "ECG_CHROMEDRIVER");

    private final Map<String, Given> flags;
    private final Map<String, String> environment;
    private final Map<String, Given> file;
    private final Set<String> asked = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    Values(Map<String, Given> flags, Map<String, String> environment, Map<String, Given> file) {
        this.flags = flags;
        this.environment = environment;
        this.file = file;
    }

    Optional<String> text(String key) {
        return parsed(key, text -> text);
    }

    String text(String key, String preset) {
        return text(key).orElse(preset);
    }

    int integer(String key, int preset, int minimum, int maximum) {
        return optionalInteger(key, minimum, maximum).orElse(preset);
    }

    Optional<Integer> optionalInteger(String key, int minimum, int maximum) {
        return parsed(key, text -> {
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < minimum || Integer.parseInt(text) > maximum) {
                throw new IllegalArgumentException("is not a whole number from " + minimum + " to " + maximum);
            }
            return Integer.parseInt(text);
        });
    }

    Duration duration(String key, Duration preset, Duration minimum) {
        return parsed(key, text -> atLeast(minimum, text)).orElse(preset);
    }

    /** Durations by names, as in {@code qrs=2m, mine=5s}. */
    Map<String, Duration> durations(String key, Duration minimum) {
        return parsed(key, text -> {
                    Map<String, Duration> durations = new TreeMap<>();
                    for (String each : text.split(",", -1)) {
                        String[] sides = each.strip().split("=", -1);
                        if (sides.length != 2) {
                            throw new IllegalArgumentException("is not a list such as one=30s, other=2m");
                        }
                        durations.put(sides[0].strip(), atLeast(minimum, sides[1].strip()));
                    }
                    return Map.copyOf(durations);
                })
                .orElse(Map.of());
    }

    private static Duration atLeast(Duration minimum, String text) {
        Duration duration = Durations.parse(text);
        if (duration.compareTo(minimum) < 0) {
            throw new IllegalArgumentException("is less than " + minimum.toMillis() + "ms");
        }
        return duration;
    }

    DataSize size(String key, DataSize preset, DataSize minimum, DataSize maximum) {
        return parsed(key, text -> {
                    DataSize size = DataSize.parse(text);
                    if (size.bytes() < minimum.bytes() || size.bytes() > maximum.bytes()) {
                        throw new IllegalArgumentException("is not between " + minimum + " and " + maximum);
                    }
                    return size;
                })
                .orElse(preset);
    }

    boolean truth(String key, boolean preset) {
        return parsed(key, text -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw new IllegalArgumentException("is neither true nor false");
                    }
                    return text.equals("true");
                })
                .orElse(preset);
    }

    /** The items of a list, without empty ones. */
    List<String> list(String key) {
        return parsed(
                        key,
                        text -> Stream.of(text.split(",", -1))
                                .map(String::strip)
                                .filter(item -> !item.isEmpty())
                                .toList())
                .orElse(List.of());
    }

    Optional<URI> uri(String key) {
        return parsed(key, Values::absoluteUri);
    }

    Optional<Path> path(String key) {
        return text(key).map(Path::of);
    }

    <E extends Enum<E>> E word(String key, E preset) {
        return parsed(key, text -> word(preset.getDeclaringClass(), text)).orElse(preset);
    }

    <E extends Enum<E>> Set<E> words(String key, Set<E> preset, Class<E> type) {
        return parsed(key, text -> {
                    Set<E> words = EnumSet.noneOf(type);
                    for (String each : text.split(",", -1)) {
                        words.add(word(type, each.strip()));
                    }
                    return words;
                })
                .orElse(preset);
    }

    /** The value of {@code key}, or the content of the file that {@code key_file} names. */
    Optional<Secret> secret(String key) {
        String fileKey = key + "_file";
        asked.add(key);
        asked.add(fileKey);
        for (Function<String, Optional<Given>> layer : layers()) {
            Optional<Given> direct = layer.apply(key);
            Optional<Given> byFile = layer.apply(fileKey);
            if (direct.isPresent() && byFile.isPresent()) {
                faults.add(byFile.get().origin() + " and " + direct.get().origin() + " exclude each other");
            }
            if (byFile.isPresent()) {
                return read(byFile.get()).map(Secret::new);
            }
            if (direct.isPresent()) {
                return direct.map(Given::value).map(Secret::new);
            }
        }
        return Optional.empty();
    }

    /** A URI that holds a password. */
    Optional<URI> secretUri(String key) {
        Optional<Secret> secret = secret(key);
        try {
            return secret.map(Secret::value).map(Values::absoluteUri);
        } catch (IllegalArgumentException noUri) {
            faults.add(key + ": " + noUri.getMessage());
            return Optional.empty();
        }
    }

    void fault(String fault) {
        faults.add(fault);
    }

    /** Throws if anything was wrong, unknown keys and variables among it. */
    void check() {
        file.forEach((key, given) -> {
            if (!asked.contains(key)) {
                faults.add(given.origin() + " is an unknown key" + suggestion(key, asked));
            }
        });
        Set<String> variables =
                new TreeSet<>(asked.stream().map(Values::variable).toList());
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(PREFIX) && !variables.contains(name) && !OTHER_VARIABLES.contains(name)) {
                faults.add(name + " is an unknown variable" + suggestion(name, variables));
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
    }

    private static String suggestion(String word, Set<String> known) {
        return Nearest.to(word, known)
                .map(best -> "; did you mean " + best + "?")
                .orElse("");
    }

    private <T> Optional<T> parsed(String key, Function<String, T> parser) {
        asked.add(key);
        for (Function<String, Optional<Given>> layer : layers()) {
            Optional<Given> given = layer.apply(key);
            if (given.isPresent()) {
                return parsed(given.get(), parser);
            }
        }
        return Optional.empty();
    }

    private <T> Optional<T> parsed(Given given, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(given.value().strip()));
        } catch (IllegalArgumentException fault) {
            faults.add(given.origin() + ": '" + given.value() + "' " + fault.getMessage());
            return Optional.empty();
        }
    }

    private List<Function<String, Optional<Given>>> layers() {
        return List.of(
                key -> Optional.ofNullable(flags.get(key)),
                key -> Optional.ofNullable(environment.get(variable(key)))
                        // As compose files write an unset one.
                        .filter(value -> !value.isEmpty())
                        .map(value -> new Given(variable(key), value)),
                key -> Optional.ofNullable(file.get(key)));
    }

    private static String variable(String key) {
        return PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private Optional<String> read(Given given) {
        try {
            return Optional.of(Files.readString(Path.of(given.value())).strip());
        } catch (IOException e) {
            faults.add(given.origin() + ": " + given.value() + " cannot be read");
            return Optional.empty();
        }
    }

    /** The text is not named: it may hold a password. */
    private static URI absoluteUri(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not a URI", e);
        }
        if (!uri.isAbsolute() || uri.getHost() == null) {
            throw new IllegalArgumentException("is not a URI with scheme and host");
        }
        return uri;
    }

    private static <E extends Enum<E>> E word(Class<E> type, String text) {
        for (E each : type.getEnumConstants()) {
            if (written(each).equals(text)) {
                return each;
            }
        }
        List<String> words = EnumSet.allOf(type).stream().map(Values::written).toList();
        throw new IllegalArgumentException("is none of " + String.join(", ", words));
    }

    private static String written(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
