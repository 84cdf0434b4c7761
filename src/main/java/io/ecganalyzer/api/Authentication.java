package io.ecganalyzer.api;

import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.CredentialsForgotten;
import io.ecganalyzer.bus.Subscription;
import io.ecganalyzer.store.Counters;
import io.ecganalyzer.store.UserStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets a request through to its operation if the operation's {@code security} in the contract does. One for a node, shared by its
 * HTTP verticles. The gates stand before the body is read, which is held back meanwhile: who may not upload does not.
 */
public final class Authentication {
    /** A change of the htpasswd file counts within 5 s, also on a machine that is busy. */
    private static final Duration LOOK_AT_FILE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final AdministratorsFile administrators;
    private final RememberedCredentials remembered;
    private final HashingPool hashing;
    private final Authenticator authenticator;
    private final ClientAddress clientAddress;
    private final Bus bus;
    private final MeterRegistry meters;
    /** By outcome. */
    private final Map<String, Counter> logins = new ConcurrentHashMap<>();

    private final Subscription forgotten;
    private final long watch;

    private Authentication(
            Vertx vertx,
            AuthenticationSettings settings,
            UserStore users,
            Counters counters,
            Bus bus,
            MeterRegistry meters)
            throws IOException {
        this.vertx = vertx;
        this.bus = bus;
        this.meters = meters;
        clientAddress = new ClientAddress(settings.trustedProxies());
        administrators = new AdministratorsFile(vertx, settings.htpasswdFile());
        remembered = new RememberedCredentials(settings.remember(), settings.rememberMaximum());
        WorkerExecutor executor = vertx.createSharedWorkerExecutor("ecg-hashing", settings.hashingThreads());
        hashing = new HashingPool(executor, new UserPasswords(settings.bcryptCost()), settings.maximumWaiting());
        LoginThrottle throttle = new LoginThrottle(
                settings.maximumFailuresByName(),
                settings.maximumFailuresByAddress(),
                counters::increment,
                System::nanoTime);
        authenticator = new Authenticator(
                administrators, name -> StoreAnswers.inTime(users.find(name)), remembered, throttle, hashing);
        forgotten = bus.consume(CredentialsForgotten.class, message -> remembered.forget(message.username()));
        watch = vertx.setPeriodic(LOOK_AT_FILE.toMillis(), timer -> lookAtFile());
        meters.gauge("ecg.logins.waiting", hashing, HashingPool::waiting);
    }

    /** Fails with an {@link IOException} if the htpasswd file cannot be read. */
    public static Future<Authentication> start(
            Vertx vertx,
            AuthenticationSettings settings,
            UserStore users,
            Counters counters,
            Bus bus,
            MeterRegistry meters) {
        return vertx.executeBlocking(() -> new Authentication(vertx, settings, users, counters, bus, meters))
                .compose(started -> started.forgotten.ready().map(started));
    }

    /** Lets verifications under way end. */
    public Future<Void> close() {
        vertx.cancelTimer(watch);
        return forgotten.close().eventually(hashing::close);
    }

    /**
     * Puts a gate on {@code router} before each operation that the contract secures; call it before the contract's own router
     * is mounted there.
     *
     * @throws IllegalStateException if the contract names a security scheme that nobody here checks
     */
    void guard(Router router, RouterBuilder contract) {
        for (OpenAPIRoute route : contract.getRoutes()) {
            Operation operation = route.getOperation();
            Requirement.of(operation)
                    .ifPresent(roles -> router.route(operation.getHttpMethod(), pathOf(operation))
                            .handler(gate(roles)));
        }
    }

    /** An administrator's name: nobody can log in as a registered user of that name. */
    boolean isAdministrator(String username) {
        return administrators.has(username);
    }

    /** Fails with a {@link ProblemException} while as many as may wait for a hash. */
    Future<String> hash(String password) {
        return hashing.run(passwords -> passwords.hash(password)).recover(busy -> Future.failedFuture(failureOf(busy)));
    }

    /** What was remembered of a user who has a new password or is gone: here at once, on other nodes as fast as the bus. */
    void forget(String username) {
        remembered.forget(username);
        bus.publish(new CredentialsForgotten(username));
    }

    private Handler<RoutingContext> gate(Set<Principal.Role> roles) {
        return context -> {
            Optional<BasicCredentials> credentials =
                    BasicCredentials.parse(context.request().getHeader("Authorization"));
            if (credentials.isEmpty()) {
                fail(context, AuthenticationException.refused());
                return;
            }
            String address = clientAddress.of(context.request());
            authenticator
                    .authenticate(credentials.get(), address)
                    .onSuccess(principal -> admit(context, roles, principal))
                    .onFailure(failure -> fail(context, failure));
        };
    }

    private void admit(RoutingContext context, Set<Principal.Role> roles, Principal principal) {
        count("accepted");
        if (!roles.contains(principal.role())) {
            context.fail(Requirement.otherRole(principal.role()).asException());
            return;
        }
        principal.putInto(context);
        context.next();
    }

    private void fail(RoutingContext context, Throwable failure) {
        if (failure instanceof AuthenticationException refused) {
            count(refused.outcome());
        }
        context.fail(failureOf(failure));
    }

    private void count(String outcome) {
        logins.computeIfAbsent(outcome, each -> meters.counter("ecg.logins", "outcome", each))
                .increment();
    }

    private static Throwable failureOf(Throwable failure) {
        return failure instanceof AuthenticationException refused
                ? refused.problem().asException()
                : failure;
    }

    private void lookAtFile() {
        vertx.executeBlocking(administrators::refresh).onSuccess(changed -> {
            if (changed) {
                remembered.forgetAll();
            }
        });
    }

    private static String pathOf(Operation operation) {
        return operation.getAbsoluteOpenAPIPath().replaceAll("\\{([^}]+)}", ":$1");
    }
}
