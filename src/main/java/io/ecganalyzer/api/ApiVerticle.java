package io.ecganalyzer.api;

import io.ecganalyzer.format.StreamedArray;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Serves the contract over HTTP. A request passes, in this order:
 *
 * <pre>
 *   request id, security headers ─▶ early refusal ─▶ gate (who, which role) ─▶ rate limit ─▶ body, bounded ─▶ contract ─▶ operation
 *                                                                                                                       │
 *                                            problem ◀── whatever fails, wherever ──────────────────────────────────────┘
 * </pre>
 */
public final class ApiVerticle extends VerticleBase {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int PARSE_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final Duration ANSWERS_UNDER_WAY = Duration.ofSeconds(4);

    private final ApiServices services;
    private final ProgressHub progress = new ProgressHub();
    private HttpServer server;

    public ApiVerticle(ApiServices services) {
        this.services = services;
    }

    @Override
    public Future<?> start() {
        JsonObject published = Contract.published();
        ApiSettings settings = services.settings();
        SlowHeads slowHeads = new SlowHeads(
                vertx,
                settings.bodyTimeout(),
                settings.idleTimeout(),
                services.room().connections());
        return progress.start(services.bus(), services.results(), services.fresh())
                .compose(ready -> Contract.forRouter(vertx, published))
                .map(contract -> router(contract, published, slowHeads))
                .compose(router -> certificate()
                        .compose(certificate -> vertx.createHttpServer(options(certificate))
                                .requestHandler(InvalidRequests.before(router))
                                .connectionHandler(slowHeads::opened)
                                .invalidRequestHandler(new InvalidRequests())
                                .listen()
                                .onSuccess(listening -> {
                                    server = listening;
                                    certificate.ifPresent(shown -> shown.watch(listening));
                                })));
    }

    private Future<Optional<ServerCertificate>> certificate() {
        return services.settings()
                .tls()
                .map(files -> ServerCertificate.load(vertx, files).map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** Takes no new requests and lets those under way end. */
    @Override
    public Future<?> stop() {
        progress.end();
        return server.shutdown(ANSWERS_UNDER_WAY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The port it listens on, once it is deployed. */
    public int port() {
        return server.actualPort();
    }

    private Router router(OpenAPIContract contract, JsonObject published, SlowHeads slowHeads) {
        ApiSettings settings = services.settings();
        HeavyWork work = new HeavyWork(
                vertx.createSharedWorkerExecutor("ecg-api-bodies", PARSE_THREADS),
                services.room().parses());
        BodyReader bodies =
                new BodyReader(vertx, settings.bodyTimeout(), services.room().bodyBytes());
        JsonBodies requests = new JsonBodies(
                new HeaderParameters(published),
                bounded(StreamedArrays.byOperation(published)),
                settings.maxBodyBytes(),
                bodies,
                work);
        RouterBuilder operations = RouterBuilder.create(vertx, contract, requests);
        Router root = Router.router(vertx);
        root.route()
                .handler(slowHeads)
                .handler(new RequestId())
                .handler(new SecurityHeaders())
                .handler(new UnreadBody(vertx))
                .failureHandler(new ProblemHandler(new ContractFaults(contract), services.meters()));
        SubmissionLine line = new SubmissionLine();
        for (String takesAnEcg : List.of("submitEcg", "analyzeEcg")) {
            root.post(contract.operation(takesAnEcg).getAbsoluteOpenAPIPath())
                    .handler(new EarlyRefusal(services.backlog(), line, work));
        }
        services.authentication().guard(root, operations);
        if (settings.requestsPerMinute() > 0) {
            root.route().handler(new RateLimit(services.counters(), settings.requestsPerMinute(), CLOCK));
        }
        Mounting mounting = new Mounting(operations, new ContractCheck(vertx, contract, requests), root);
        groups(work, line).forEach(group -> group.mount(mounting));
        root.route().subRouter(operations.createRouter());
        root.route().handler(new Unmatched(contract));
        return root;
    }

    private List<Operations> groups(HeavyWork work, SubmissionLine line) {
        Links links = new Links(services.settings().publicUrl());
        EcgReports reports = new EcgReports(services.ecgs(), services.results());
        SubmissionReader reader =
                new SubmissionReader(services.analyzers(), services.settings().maxLeads(), CLOCK);
        return List.of(
                new EcgOperations(
                        new EcgSubmissions(
                                reader,
                                work,
                                services.ecgs(),
                                services.bus(),
                                services.fresh(),
                                links,
                                services.backlog(),
                                line),
                        reports,
                        new EcgWaiting(vertx, reports, progress, services.room(), services.fresh()),
                        services.ecgs(),
                        services.results(),
                        services.bus()),
                new EcgEventOperations(vertx, services.ecgs(), progress, services.room()),
                new AnalyzerOperations(services.analyzers()),
                new AdminOperations(services),
                new NodeOperations(services.nodes()),
                new JobOperations(services),
                services.pages());
    }

    /** The contract's bounds, or the operator's where they are lower. */
    private Map<String, List<StreamedArray>> bounded(Map<String, List<StreamedArray>> streamed) {
        Map<String, List<StreamedArray>> bounded = new HashMap<>();
        streamed.forEach((operationId, arrays) -> bounded.put(
                operationId,
                arrays.stream()
                        .map(array -> array.withMaxItems(services.settings().maxSamples()))
                        .toList()));
        return bounded;
    }

    /** A negative port is a free one that all verticles of a node share. Who waits for an answer is silent, not gone. */
    private HttpServerOptions options(Optional<ServerCertificate> certificate) {
        ApiSettings settings = services.settings();
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port() == 0 ? -1 : settings.port())
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) Math.max(
                        settings.idleTimeout().toMillis(),
                        Prefer.LONGEST.plusSeconds(5).toMillis()));
        certificate.ifPresent(shown -> options.setSsl(true).setUseAlpn(true).setKeyCertOptions(shown.options()));
        return options;
    }
}
