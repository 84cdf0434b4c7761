package io.ecganalyzer.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import io.vertx.ext.auth.htpasswd.HtpasswdAuth;
import io.vertx.ext.auth.htpasswd.HtpasswdAuthOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The administrators of the htpasswd file. The provider reads a file once, so {@link #refresh} makes a new provider when
 * the content differs. A file that cannot be read or holds a line that is no entry keeps the previous one, and is logged
 * once for each fault, not at every look.
 *
 * <p>All methods block (file, bcrypt) and belong on a worker; they may be called from any.
 */
final class AdministratorsFile {
    private static final Logger LOG = LoggerFactory.getLogger(AdministratorsFile.class);
    private static final Pattern ENTRY = Pattern.compile("([^:]+):(.+)");

    private final Vertx vertx;
    private final Path file;
    private volatile Loaded loaded;
    private String lastFault = "";

    /** @throws IOException if the file cannot be read or is no htpasswd file: a start without administrators is refused */
    AdministratorsFile(Vertx vertx, Path file) throws IOException {
        this.vertx = vertx;
        this.file = file;
        this.loaded = load();
    }

    boolean has(String username) {
        return loaded.costs.containsKey(username);
    }

    /** Of an administrator's hash, as {@link UserPasswords#costOf}. */
    int costOf(String username) {
        return loaded.costs.getOrDefault(username, 0);
    }

    /** Of all administrators' hashes. */
    int highestCost() {
        return loaded.highestCost;
    }

    /** The provider throws for some hashes that are none, such as a cut bcrypt: nobody logs in with those. */
    boolean matches(String username, String password) {
        try {
            Future<User> answer = loaded.provider.authenticate(new UsernamePasswordCredentials(username, password));
            return answer.succeeded();
        } catch (RuntimeException noHash) {
            LOG.atWarn().addKeyValue("administrator", username).log("an administrator's hash cannot be read");
            return false;
        }
    }

    /** Whether the file changed since the last look, so that what was remembered of it must be forgotten. */
    synchronized boolean refresh() {
        try {
            if (Files.readString(file).equals(loaded.content)) {
                lastFault = "";
                return false;
            }
            loaded = load();
            lastFault = "";
            LOG.atInfo().addKeyValue("administrators", loaded.costs.size()).log("administrators' file read again");
            return true;
        } catch (IOException | IllegalStateException fault) {
            if (!fault.toString().equals(lastFault)) {
                LOG.atWarn()
                        .addKeyValue("fault", fault.toString())
                        .log("administrators' file is broken, the previous one stays");
                lastFault = fault.toString();
            }
            return false;
        }
    }

    /** The provider reads a private copy, so that costs, content and provider cannot be of three different moments. */
    private Loaded load() throws IOException {
        String content = Files.readString(file);
        Map<String, Integer> costs = costsOf(content);
        Path copy = Files.createTempFile("ecg-administrators", "");
        try {
            Files.writeString(copy, content, StandardCharsets.UTF_8);
            HtpasswdAuth provider =
                    HtpasswdAuth.create(vertx, new HtpasswdAuthOptions().setHtpasswdFile(copy.toString()));
            return new Loaded(content, costs, provider);
        } finally {
            Files.delete(copy);
        }
    }

    private static Map<String, Integer> costsOf(String content) throws IOException {
        try {
            return content.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(AdministratorsFile::entryOf)
                    .collect(Collectors.toUnmodifiableMap(
                            entry -> entry.group(1), entry -> UserPasswords.costOf(entry.group(2)), Math::max));
        } catch (IllegalArgumentException noEntry) {
            throw new IOException(noEntry.getMessage(), noEntry);
        }
    }

    /** The line itself is not named: it may hold a hash. */
    private static Matcher entryOf(String line) {
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            throw new IllegalArgumentException("a line is not of the form name:hash");
        }
        return entry;
    }

    private static final class Loaded {
        private final String content;
        private final Map<String, Integer> costs;
        private final int highestCost;
        private final HtpasswdAuth provider;

        Loaded(String content, Map<String, Integer> costs, HtpasswdAuth provider) {
            this.content = content;
            this.costs = costs;
            this.highestCost =
                    costs.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            this.provider = provider;
        }
    }
}
