package io.ecganalyzer.config;

import io.netty.util.NetUtil;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of one node. Every record stands for a section of {@code conf/ecg.yaml}, which explains the keys; the
 * defaults are here.
 */
public record Config(
        Set<Role> roles,
        Http http,
        Management management,
        Path dataDirectory,
        Instances instances,
        Analyzers analyzers,
        Admin admin,
        Auth auth,
        Limits limits,
        Database database,
        Redis redis,
        Broker broker,
        Cache cache,
        Jobs jobs,
        Shutdown shutdown,
        ClusterConfig cluster,
        Log log) {
    static final int HIGHEST_PORT = 65_535;
    private static final Duration ONE_MILLI = Duration.ofMillis(1);

    /**
     * Reads the configuration.
     *
     * @param flags by key, such as {@code http.port}
     * @param environment all variables of the process; those that begin with {@code ECG_} must be known
     * @param file the YAML file, or empty for none
     * @throws ConfigException with every fault, one a line
     */
    public static Config load(Map<String, Given> flags, Map<String, String> environment, Optional<Path> file) {
        Map<String, Given> ofFile = file.map(ConfigFile::read).orElse(Map.of());
        Values values = new Values(flags, environment, ofFile);
        Http http = Http.of(values);
        Instances instances = Instances.of(values);
        Path data = Path.of(values.text("data.dir", "./data"));
        Config config = new Config(
                values.words("roles", EnumSet.allOf(Role.class), Role.class),
                http,
                Management.of(values, http.port()),
                data,
                instances,
                Analyzers.of(values),
                Admin.of(values, data, file),
                Auth.of(values),
                Limits.of(values),
                Database.of(values),
                Redis.of(values),
                Broker.of(values, instances),
                Cache.of(values),
                Jobs.of(values),
                Shutdown.of(values),
                ClusterConfig.of(values),
                Log.of(values));
        config.cluster.judge(values, config.database.mode(), config.redis.mode(), config.broker.mode());
        values.check();
        return config;
    }

    /** The API's listener. */
    public record Http(
            String host,
            int port,
            DataSize maxBody,
            Duration bodyTimeout,
            Duration idleTimeout,
            Optional<URI> publicUrl,
            List<String> trustedProxies,
            Optional<Tls> tls) {
        static Http of(Values values) {
            List<String> proxies = values.list("http.trusted_proxies");
            proxies.stream()
                    .filter(each -> !isNetwork(each))
                    .forEach(each -> values.fault("http.trusted_proxies: '" + each
                            + "' is not an address or network such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32"));
            return new Http(
                    values.text("http.host", "127.0.0.1"),
                    values.integer("http.port", 8000, 0, HIGHEST_PORT),
                    values.size("http.max_body", mebibytes(64), new DataSize(1 << 10), mebibytes(1024)),
                    values.duration("http.body_timeout", Duration.ofSeconds(30), ONE_MILLI),
                    values.duration("http.idle_timeout", Duration.ofSeconds(60), Duration.ofSeconds(1)),
                    values.uri("http.public_url"),
                    proxies,
                    Tls.of(values, "http.tls"));
        }

        private static boolean isNetwork(String text) {
            String[] parts = text.split("/", 2);
            byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
            return address != null
                    && (parts.length == 1
                            || (parts[1].matches("\\d{1,3}")
                                    && Integer.parseInt(parts[1]) <= address.length * Byte.SIZE));
        }
    }

    /** The certificate that a listener shows: a chain in PEM with its key, or both in one PKCS #12 file. */
    public record Tls(Path certificate, Optional<Path> key, Optional<Secret> password) {
        static Optional<Tls> of(Values values, String section) {
            Optional<Path> certificate = values.path(section + ".certificate");
            Optional<Path> key = values.path(section + ".key");
            Optional<Secret> password = values.secret(section + ".password");
            if (certificate.isEmpty() && (key.isPresent() || password.isPresent())) {
                values.fault(section + ".certificate is not set, but " + section + ".key or .password is");
            }
            if (certificate.isPresent() && key.isPresent() == password.isPresent()) {
                values.fault(section + ".certificate needs " + section + ".key if it is PEM, or " + section
                        + ".password if it is PKCS #12");
            }
            return certificate.map(file -> new Tls(file, key, password));
        }
    }

    /** The operators' listener. */
    public record Management(String host, int port) {
        private static final int ABOVE_HTTP = 1000;

        static Management of(Values values, int httpPort) {
            int preset = httpPort == 0 || httpPort + ABOVE_HTTP > HIGHEST_PORT ? 0 : httpPort + ABOVE_HTTP;
            int port = values.integer("management.port", preset, 0, HIGHEST_PORT);
            if (port != 0 && port == httpPort) {
                values.fault("management.port and http.port are both " + port);
            }
            return new Management(values.text("management.host", "127.0.0.1"), port);
        }
    }

    /** How many verticles of each role run; never 0, which in the file stands for one a core. */
    public record Instances(int api, int analyzer) {
        private static final int MOST = 256;

        static Instances of(Values values) {
            return new Instances(
                    orCores(values.integer("api.instances", 0, 0, MOST)),
                    orCores(values.integer("analyzer.instances", 0, 0, MOST)));
        }
    }

    /** What analyzers may do to the node; the memory is that of each process of its own. */
    public record Analyzers(Isolation isolation, DataSize memory, Map<String, Duration> timeLimits) {
        static Analyzers of(Values values) {
            return new Analyzers(
                    values.word("analyzer.isolation", Isolation.PLUGINS),
                    values.size("analyzer.memory", mebibytes(512), mebibytes(32), mebibytes(1 << 20)),
                    values.durations("analyzer.time_limits", Duration.ofMillis(100)));
        }
    }

    /** The administrator that the first start makes, and the file with all of them. */
    public record Admin(Optional<String> username, Optional<Secret> password, Path htpasswdFile) {
        static Admin of(Values values, Path data, Optional<Path> configFile) {
            return new Admin(
                    values.text("admin.username"),
                    values.secret("admin.password"),
                    values.text("admin.htpasswd_file").map(Path::of).orElseGet(() -> htpasswdFile(data, configFile)));
        }

        /** The operator's own beside the configuration, such as conf/htpasswd; without one, that of the data directory. */
        private static Path htpasswdFile(Path data, Optional<Path> configFile) {
            return configFile
                    .map(file -> file.resolveSibling("htpasswd"))
                    .filter(Files::exists)
                    .orElse(data.resolve("htpasswd"));
        }
    }

    /** The work of logging in. */
    public record Auth(
            int bcryptCost,
            Duration remember,
            int rememberMax,
            int hashingThreads,
            int maxWaiting,
            int maxFailuresPerName,
            int maxFailuresPerAddress) {
        static Auth of(Values values) {
            return new Auth(
                    values.integer("auth.bcrypt_cost", 10, 4, 20),
                    values.duration("auth.remember", Duration.ofSeconds(60), ONE_MILLI),
                    values.integer("auth.remember_max", 10_000, 1, 10_000_000),
                    orCores(values.integer("auth.hashing_threads", 0, 0, 256)),
                    values.integer("auth.max_waiting", 64, 1, 100_000),
                    values.integer("auth.max_failures_per_name", 10, 1, 1_000_000),
                    values.integer("auth.max_failures_per_address", 100, 1, 1_000_000));
        }
    }

    /** What one client may ask for. The contract's own limits cannot be raised. */
    public record Limits(int maxLeads, int maxSamples, int requestsPerMinute, int maxQueuedJobs) {
        static Limits of(Values values) {
            return new Limits(
                    values.integer("limits.max_leads", 64, 1, 64),
                    values.integer("limits.max_samples", 32_000_000, 1, 32_000_000),
                    values.integer("limits.requests_per_minute", 0, 0, 100_000_000),
                    values.integer("limits.max_queued_jobs", 100_000, 1, 100_000_000));
        }
    }

    /** PostgreSQL; where it is matters only to an external one. */
    public record Database(
            Mode mode,
            String host,
            int port,
            String name,
            String user,
            Secret password,
            int poolSize,
            SslMode sslMode,
            Optional<Path> ca) {
        static Database of(Values values) {
            Database database = new Database(
                    values.word("database.mode", Mode.EMBEDDED),
                    values.text("database.host", "localhost"),
                    values.integer("database.port", 5432, 1, HIGHEST_PORT),
                    values.text("database.name", "ecg"),
                    values.text("database.user", "ecg"),
                    values.secret("database.password").orElse(new Secret("")),
                    values.integer("database.pool_size", 8, 1, 1_000),
                    values.word("database.ssl_mode", SslMode.DISABLE),
                    values.path("database.ca"));
            if (database.ca.isPresent() && !database.sslMode.verifies()) {
                values.fault("database.ca is set, but database.ssl_mode verifies nothing");
            }
            if (database.mode == Mode.EMBEDDED && database.sslMode != SslMode.DISABLE) {
                values.fault("database.ssl_mode is set, but database.mode is embedded");
            }
            if (database.mode == Mode.EMBEDDED && !database.host.equals("localhost")) {
                values.fault("database.host is set, but database.mode is embedded");
            }
            return database;
        }
    }

    /** Redis; the size matters only to an embedded one. */
    public record Redis(Mode mode, Secret uri, DataSize maxMemory, Optional<Path> ca) {
        static Redis of(Values values) {
            Mode mode = values.word("redis.mode", Mode.EMBEDDED);
            return new Redis(
                    mode,
                    serverUri(values, "redis", mode, "redis", "redis://localhost:6379"),
                    values.size("redis.max_memory", mebibytes(64), mebibytes(2), mebibytes(1 << 20)),
                    values.path("redis.ca"));
        }
    }

    /** The AMQP broker; its prefetch is never 0, which in the file stands for a few for each verticle that runs analyzers. */
    public record Broker(Mode mode, Secret uri, int prefetch, Optional<Path> ca) {
        private static final int MOST = 200;
        private static final int PER_ANALYZER = 8;

        static Broker of(Values values, Instances instances) {
            int prefetch = values.integer("broker.prefetch", 0, 0, MOST);
            Mode mode = values.word("broker.mode", Mode.EMBEDDED);
            return new Broker(
                    mode,
                    serverUri(values, "broker", mode, "amqp", "amqp://guest:guest@localhost:5672"),
                    prefetch == 0 ? Math.min(PER_ANALYZER * instances.analyzer(), MOST) : prefetch,
                    values.path("broker.ca"));
        }
    }

    /** Finished reports in Redis. */
    public record Cache(Duration ttl, DataSize maxEntry) {
        static Cache of(Values values) {
            return new Cache(
                    values.duration("cache.ttl", Duration.ofMinutes(10), Duration.ofSeconds(1)),
                    values.size("cache.max_entry", new DataSize(256 << 10), new DataSize(1), mebibytes(64)));
        }
    }

    /** The way of a job. */
    public record Jobs(
            Duration lease,
            Duration sweep,
            int maxAttempts,
            Duration retryBase,
            Duration analyzerTimeout,
            int segmentSamples) {
        static Jobs of(Values values) {
            return new Jobs(
                    values.duration("jobs.lease", Duration.ofSeconds(5), Duration.ofSeconds(1)),
                    values.duration("jobs.sweep", Duration.ofSeconds(1), Duration.ofMillis(100)),
                    values.integer("jobs.max_attempts", 5, 1, 100),
                    values.duration("jobs.retry_base", Duration.ofSeconds(1), ONE_MILLI),
                    values.duration("jobs.analyzer_timeout", Duration.ofSeconds(60), Duration.ofSeconds(1)),
                    values.integer("jobs.segment_samples", 4_000_000, 0, Integer.MAX_VALUE));
        }
    }

    /** The end of a node. */
    public record Shutdown(Duration delay) {
        static Shutdown of(Values values) {
            return new Shutdown(values.duration("shutdown.delay", Duration.ZERO, Duration.ZERO));
        }
    }

    /** The log, on standard error. */
    public record Log(LogFormat format, LogLevel level) {
        static Log of(Values values) {
            return new Log(values.word("log.format", LogFormat.TEXT), values.word("log.level", LogLevel.INFO));
        }
    }

    /**
     * Somebody who names an external server and gets an embedded one would look for the fault for a long time.
     *
     * @param scheme without TLS; with it there is an s at its end
     */
    private static Secret serverUri(Values values, String section, Mode mode, String scheme, String preset) {
        Optional<URI> given = values.secretUri(section + ".uri");
        if (mode == Mode.EMBEDDED && given.isPresent() && !given.get().equals(URI.create(preset))) {
            values.fault(section + ".uri is set, but " + section + ".mode is embedded");
        }
        boolean strange = given.map(URI::getScheme)
                .filter(other -> !Set.of(scheme, scheme + "s").contains(other))
                .isPresent();
        if (strange) {
            values.fault(section + ".uri begins neither " + scheme + ":// nor " + scheme + "s://");
        }
        if (values.path(section + ".ca").isPresent()
                && given.map(URI::getScheme).filter((scheme + "s")::equals).isEmpty()) {
            values.fault(section + ".ca is set, but " + section + ".uri does not begin " + scheme + "s://");
        }
        return new Secret(given.map(URI::toString).orElse(preset));
    }

    private static int orCores(int instances) {
        return instances == 0 ? Runtime.getRuntime().availableProcessors() : instances;
    }

    private static DataSize mebibytes(long count) {
        return new DataSize(count << 20);
    }
}
