package io.ecganalyzer.api;

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
    private final UserStore users;
    private final UserRemoval removal;
    private final Authentication authentication;

    AdminOperations(ApiServices services) {
        users = services.users();
        removal = services.removal();
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
            case ID_TAKEN ->
                fail(
                        context,
                        ProblemType.USER_ID_TAKEN,
                        "There is a user of that id, or there was one whose ECGs are still being removed.");
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
        StoreAnswers.inTime(users.dismiss(username, UserRemoval.LEASE)
                        .onSuccess(dismissed -> authentication.forget(username)))
                .compose(dismissed -> dismissed.map(this::remove).orElseGet(() -> Future.failedFuture(notFound())))
                .onSuccess(gone -> context.response().setStatusCode(204).end())
                .onFailure(context::fail);
    }

    /** For everybody the user is gone already. What is not removed in the time that a client waits is removed later. */
    private Future<Void> remove(UUID userId) {
        return StoreAnswers.inTime(removal.of(userId)).<Void>mapEmpty().otherwiseEmpty();
    }

    private void changePassword(RoutingContext context) {
        String username = context.pathParam("username");
        String password = bodyOf(context).getString("password");
        check("password", CredentialRules.faultOfPassword(password));
        authentication
                .hash(password)
                .compose(hash -> StoreAnswers.inTime(
                        users.changePassword(username, hash).onSuccess(changed -> authentication.forget(username))))
                .compose(existed -> existed ? Future.succeededFuture() : Future.failedFuture(notFound()))
                .onSuccess(changed -> context.response().setStatusCode(204).end())
                .onFailure(context::fail);
    }

    private static ProblemException notFound() {
        return Problem.of(ProblemType.USER_NOT_FOUND, "There is no registered user of that name.")
                .asException();
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
