package io.ecganalyzer.api;

import io.ecganalyzer.api.EcgReports.Report;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.ResultForgotten;
import io.ecganalyzer.store.EcgEntry;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.Position;
import io.ecganalyzer.store.ResultCache;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** ECGs as their owners submit, read, list and delete them. */
final class EcgOperations implements Operations {
    /** For who submits and waits in one request, and does not say how long: some proxies and clients give up after half a minute. */
    private static final Duration FOR_A_REPORT = Duration.ofSeconds(25);

    private final EcgSubmissions submissions;
    private final EcgReports reports;
    private final EcgWaiting waiting;
    private final EcgStore ecgs;
    private final ResultCache cache;
    private final Bus bus;

    EcgOperations(
            EcgSubmissions submissions,
            EcgReports reports,
            EcgWaiting waiting,
            EcgStore ecgs,
            ResultCache cache,
            Bus bus) {
        this.submissions = submissions;
        this.reports = reports;
        this.waiting = waiting;
        this.ecgs = ecgs;
        this.cache = cache;
        this.bus = bus;
    }

    @Override
    public void mount(Mounting mounting) {
        mounting.on("submitEcg", submissions::submit);
        mounting.on("analyzeEcg", this::analyze);
        mounting.on("getEcg", this::get);
        mounting.on("listEcgs", this::list);
        mounting.on("deleteEcg", this::delete);
    }

    private void analyze(RoutingContext context) {
        UUID userId = Principal.of(context).requireUserId();
        Duration wait = preferredWait(context).orElse(FOR_A_REPORT);
        submissions
                .take(context)
                .onSuccess(ecgId -> context.response().putHeader(HttpHeaders.LOCATION, submissions.placeOf(ecgId)))
                .compose(ecgId -> waiting.untilFinal(context, userId, ecgId, wait))
                .onSuccess(report -> answer(
                        context,
                        report,
                        json -> context.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                                .end(json)))
                .onFailure(failure -> refuse(context, failure));
    }

    private static Optional<Duration> preferredWait(RoutingContext context) {
        Optional<Duration> wait = Prefer.waitOf(context.request().headers().getAll("Prefer"));
        wait.ifPresent(duration -> context.response().putHeader("Preference-Applied", "wait=" + duration.toSeconds()));
        return wait;
    }

    private void get(RoutingContext context) {
        UUID userId = Principal.of(context).requireUserId();
        UUID ecgId = idOf(context);
        Optional<Duration> wait = preferredWait(context);
        Future<Optional<Report>> found =
                wait.isPresent() ? waiting.untilFinal(context, userId, ecgId, wait.get()) : reports.find(userId, ecgId);
        found.onSuccess(report -> answer(context, report, json -> EntityTag.answer(context, json)))
                .onFailure(failure -> refuse(context, failure));
    }

    private static void answer(RoutingContext context, Optional<Report> report, Consumer<String> present) {
        if (report.isPresent()) {
            present.accept(report.get().json());
        } else {
            context.response().headers().remove(HttpHeaders.LOCATION);
            refuse(context, notFound());
        }
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        context.response().headers().remove("Preference-Applied");
        context.fail(failure);
    }

    private void list(RoutingContext context) {
        UUID userId = Principal.of(context).requireUserId();
        Paging paging = Paging.of(context);
        Optional<Position> after = paging.after().map(EcgOperations::position);
        StoreAnswers.inTime(ecgs.list(userId, after, paging.lookAhead()))
                .onSuccess(found -> paging.answer(context, found, EcgOperations::entry, EcgOperations::place))
                .onFailure(context::fail);
    }

    private static JsonObject entry(EcgEntry entry) {
        JsonObject json = new JsonObject()
                .put("id", entry.id().toString())
                .put("status", entry.status().wireName());
        entry.recordedAt().ifPresent(date -> json.put("date", timestamp(date)));
        return json.put("submitted_at", timestamp(entry.submittedAt())).put("number_of_leads", entry.leads());
    }

    private static String place(EcgEntry entry) {
        return timestamp(entry.submittedAt()) + "/" + entry.id();
    }

    private static Position position(String place) {
        int slash = Math.max(0, place.indexOf('/'));
        try {
            return new Position(
                    OffsetDateTime.parse(place.substring(0, slash)), UUID.fromString(place.substring(slash + 1)));
        } catch (DateTimeException | IllegalArgumentException noPosition) {
            throw Paging.foreignCursor();
        }
    }

    private static String timestamp(OffsetDateTime moment) {
        return DateTimeFormatter.ISO_INSTANT.format(moment.withOffsetSameInstant(ZoneOffset.UTC));
    }

    private void delete(RoutingContext context) {
        UUID userId = Principal.of(context).requireUserId();
        UUID ecgId = idOf(context);
        StoreAnswers.inTime(ecgs.delete(userId, ecgId))
                .compose(deleted -> deleted ? forget(userId, ecgId) : Future.failedFuture(notFound()))
                .onSuccess(gone -> context.response().setStatusCode(204).end())
                .onFailure(context::fail);
    }

    private Future<Void> forget(UUID userId, UUID ecgId) {
        bus.publish(new ResultForgotten(userId, ecgId));
        return cache.forget(userId, ecgId);
    }

    /** The contract judged its form. */
    static UUID idOf(RoutingContext context) {
        return UUID.fromString(context.pathParam("id"));
    }

    /** The same for unknown, deleted and somebody else's, byte for byte. */
    static ProblemException notFound() {
        return Problem.of(ProblemType.ECG_NOT_FOUND, "There is no ECG of that id.")
                .asException();
    }
}
