package io.ecganalyzer.node;

import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.api.AdminBootstrap;
import io.ecganalyzer.api.ApiServices;
import io.ecganalyzer.api.ApiSettings;
import io.ecganalyzer.api.ApiVerticle;
import io.ecganalyzer.api.Authentication;
import io.ecganalyzer.api.AuthenticationSettings;
import io.ecganalyzer.api.Backlog;
import io.ecganalyzer.api.TlsFiles;
import io.ecganalyzer.api.UserRemovals;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.config.Config;
import io.ecganalyzer.config.Secret;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The role that serves the REST API: the first administrator, authentication, and the HTTP verticles. */
final class ApiRole {

    /**
     * What came of it.
     *
     * @param port on which all HTTP verticles listen
     * @param administrators where they and their passwords are, in a line
     */
    record Listening(int port, String administrators) {}

    private final Config config;
    private final Path data;
    private final Vertx vertx;
    private final Stores stores;
    private final Bus bus;
    private final AnalyzerRegistry analyzers;
    private final MeterRegistry meters;
    private final Backlog backlog;

    ApiRole(
            Config config,
            Path data,
            Vertx vertx,
            Stores stores,
            Bus bus,
            AnalyzerRegistry analyzers,
            MeterRegistry meters,
            Backlog backlog) {
        this.config = config;
        this.data = data;
        this.vertx = vertx;
        this.stores = stores;
        this.bus = bus;
        this.analyzers = analyzers;
        this.meters = meters;
        this.backlog = backlog;
    }

    Listening start(Shutdown shutdown) {
        String administrators = makeFirstAdministrator();
        Authentication authentication = Await.result(
                "authentication",
                Authentication.start(vertx, authenticationSettings(), stores.users(), stores.counters(), bus, meters));
        shutdown.add("authentication", Duration.ofSeconds(1), authentication::close);
        ApiServices services = new ApiServices(
                apiSettings(),
                stores.ecgs(),
                stores.failedJobs(),
                stores.users(),
                stores.results(),
                stores.counters(),
                bus,
                analyzers,
                authentication,
                meters,
                backlog,
                stores.nodes());
        String removals =
                Await.result("the removal of deleted users", vertx.deployVerticle(new UserRemovals(services)));
        shutdown.add("removal of deleted users", Duration.ofSeconds(1), () -> vertx.undeploy(removals));
        Queue<ApiVerticle> verticles = new ConcurrentLinkedQueue<>();
        String deployment = Await.result(
                "the API",
                vertx.deployVerticle(
                        () -> remembered(new ApiVerticle(services), verticles),
                        new DeploymentOptions().setInstances(config.instances().api())));
        shutdown.add("API", Duration.ofSeconds(3), () -> vertx.undeploy(deployment));
        return new Listening(verticles.element().port(), administrators);
    }

    private static ApiVerticle remembered(ApiVerticle verticle, Queue<ApiVerticle> verticles) {
        verticles.add(verticle);
        return verticle;
    }

    private String makeFirstAdministrator() {
        Config.Admin admin = config.admin();
        Path passwordFile = data.resolve("admin-password");
        try {
            Optional<String> made = new AdminBootstrap(
                            admin.htpasswdFile(), passwordFile, config.auth().bcryptCost())
                    .run(admin.username(), admin.password().map(Secret::value));
            return made.orElseGet(() -> Files.exists(passwordFile)
                    ? "the first start's password is in " + passwordFile
                    : "as in " + admin.htpasswdFile());
        } catch (IllegalArgumentException e) {
            throw new NodeException("the first administrator (admin.username, admin.password): " + e.getMessage(), e);
        } catch (IOException e) {
            throw new NodeException("the administrators' file: " + e, e);
        }
    }

    private AuthenticationSettings authenticationSettings() {
        Config.Auth auth = config.auth();
        return new AuthenticationSettings(
                config.admin().htpasswdFile(),
                auth.bcryptCost(),
                auth.remember(),
                auth.rememberMax(),
                auth.hashingThreads(),
                auth.maxWaiting(),
                auth.maxFailuresPerName(),
                auth.maxFailuresPerAddress(),
                config.http().trustedProxies());
    }

    private ApiSettings apiSettings() {
        Config.Http http = config.http();
        Config.Limits limits = config.limits();
        return new ApiSettings(
                http.host(),
                http.port(),
                http.maxBody().bytes(),
                http.bodyTimeout(),
                http.idleTimeout(),
                http.publicUrl(),
                limits.maxLeads(),
                limits.maxSamples(),
                limits.requestsPerMinute(),
                http.tls()
                        .map(tls -> new TlsFiles(
                                tls.certificate(), tls.key(), tls.password().map(Secret::value))));
    }
}
