package io.ecganalyzer.api;

import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.ResultForgotten;
import io.ecganalyzer.store.EcgEntry;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.Position;
import io.ecganalyzer.store.ResultCache;
import io.ecganalyzer.store.UserCreation;
import io.ecganalyzer.store.UserRecord;
import io.ecganalyzer.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Administration of registered users. */
final class AdminOperations implements Operations {
    private static final int ECGS_AT_ONCE = 500;

    private final UserStore users;
    private final EcgStore ecgs;
    private final ResultCache results;
    private final Bus bus;
    private final Authentication authentication;

    AdminOperations(ApiServices services) {
        users = services.users();
        ecgs = services.ecgs();
        results = services.results();
        bus = services.bus();
        authentication = services.authentication();
    }

    @Override
    public void mount(Mounting mounting) {
        mounting.on("registerUser", this::registerUser);
        mounting.on("listUsers", this::listUsers);
        mounting.on("deleteUser", this::deleteUser);
        mounting.on("changePassword", this::changePassword);
    }

    private void registerUser(RoutingContext context) {
        JsonObject body = bodyOf(context);
        String username = body.getString("username");
        String password = body.getString("password");
        check("username", CredentialRules.faultOfUsername(username));
        check("password", CredentialRules.faultOfPassword(password));
        UUID id =
                Optional.ofNullable(body.getString("id")).map(UUID::fromString).orElseGet(UUID::randomUUID);
        create(id, username, password)
                .onSuccess(created -> answerCreated(context, id, username, created))
                .onFailure(context::fail);
    }

    /** Nobody could ever log in as a user whose name is an administrator's. */
    private Future<UserCreation> create(UUID id, String username, String password) {
        return authentication.isAdministrator(username)
                ? Future.succeededFuture(UserCreation.USERNAME_TAKEN)
                : authentication.hash(password).compose(hash -> StoreAnswers.inTime(users.create(id, username, hash)));
    }

    private static void answerCreated(RoutingContext context, UUID id, String username, UserCreation created) {
        switch (created) {
            case CREATED ->
                context.response()
                        .setStatusCode(201)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(new JsonObject()
                                .put("id", id.toString())
                                .put("username", username)
                                .put("message", "The user is registered.")
                                .toBuffer());
            case USERNAME_TAKEN -> fail(context, ProblemType.USERNAME_TAKEN, "There is a user of that name.");
            case ID_TAKEN -> fail(context, ProblemType.USER_ID_TAKEN, "There is a user of that id.");
        }
    }

    private void listUsers(RoutingContext context) {
        Paging paging = Paging.of(context);
        if (paging.after().flatMap(CredentialRules::faultOfUsername).isPresent()) {
            throw Paging.foreignCursor();
        }
        StoreAnswers.inTime(users.list(paging.after(), paging.lookAhead()))
                .onSuccess(found -> paging.answer(context, found, AdminOperations::toJson, UserRecord::username))
                .onFailure(context::fail);
    }

    private static JsonObject toJson(UserRecord user) {
        return new JsonObject()
                .put("id", user.id().toString())
                .put("username", user.username())
                .put("created_at", user.createdAt().toInstant().toString());
    }

    private void deleteUser(RoutingContext context) {
        String username = context.pathParam("username");
        StoreAnswers.inTime(users.find(username))
                .compose(user -> user.isEmpty()
                        ? Future.succeededFuture(false)
                        : forgetResults(user.get().id(), Optional.empty()).compose(any -> users.delete(username)))
                .onSuccess(existed -> answerChanged(context, username, existed))
                .onFailure(context::fail);
    }

    /** Before the user is gone, as nobody knows afterwards what there was; a cache forgotten in vain is only slower. */
    private Future<Void> forgetResults(UUID userId, Optional<Position> after) {
        return ecgs.list(userId, after, ECGS_AT_ONCE).compose(page -> {
            List<Future<Void>> forgotten =
                    page.stream().map(ecg -> forgetResult(userId, ecg.id())).toList();
            return Future.join(forgotten).compose(any -> {
                if (page.size() < ECGS_AT_ONCE) {
                    return Future.succeededFuture();
                }
                EcgEntry last = page.get(page.size() - 1);
                return forgetResults(userId, Optional.of(new Position(last.submittedAt(), last.id())));
            });
        });
    }

    private Future<Void> forgetResult(UUID userId, UUID ecgId) {
        bus.publish(new ResultForgotten(userId, ecgId));
        return results.forget(userId, ecgId);
    }

    private void changePassword(RoutingContext context) {
        String username = context.pathParam("username");
        String password = bodyOf(context).getString("password");
        check("password", CredentialRules.faultOfPassword(password));
        authentication
                .hash(password)
                .compose(hash -> StoreAnswers.inTime(users.changePassword(username, hash)))
                .onSuccess(existed -> answerChanged(context, username, existed))
                .onFailure(context::fail);
    }

    /** The old credentials stop before the answer is sent. */
    private void answerChanged(RoutingContext context, String username, boolean existed) {
        if (!existed) {
            fail(context, ProblemType.USER_NOT_FOUND, "There is no registered user of that name.");
            return;
        }
        authentication.forget(username);
        context.response().setStatusCode(204).end();
    }

    private static void fail(RoutingContext context, ProblemType type, String detail) {
        context.fail(Problem.of(type, detail).asException());
    }

    private static void check(String member, Optional<String> fault) {
        if (fault.isPresent()) {
            throw Problem.withFaults(
                            ProblemType.INVALID_BODY,
                            "The body has 1 fault.",
                            List.of(Problem.Fault.at("#/" + member, fault.get())))
                    .asException();
        }
    }

    private static JsonObject bodyOf(RoutingContext context) {
        ValidatedRequest request = context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
        return request.getBody().getJsonObject();
    }
}
