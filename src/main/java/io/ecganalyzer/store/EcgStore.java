package io.ecganalyzer.store;

import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.EcgStatus;
import io.ecganalyzer.store.Submitted.Outcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * ECGs as their owners see them. Nothing here blocks or takes processor time; signals come and go encoded.
 *
 * <p>Futures fail with {@link StoreUnavailableException} where PostgreSQL could not be asked.
 */
public final class EcgStore {
    /** Each further attempt needs a deletion of this very ECG between two statements; nobody keeps step for that long. */
    private static final int SUBMIT_ATTEMPTS = 10;

    /** Half of the connections; what an ECG has in bytes is bounded by its body. */
    private static final Batches.Limits TOGETHER = new Batches.Limits(4, 64, 1 << 20);

    private final Database database;
    private final Batches<NewEcg, Submitted> submissions;

    public EcgStore(Database database) {
        this(database, TOGETHER);
    }

    EcgStore(Database database, Batches.Limits together) {
        this.database = database;
        this.submissions = new Batches<>(
                new Submitting(), together, NewEcg::signalBytes, ecg -> new EcgRef(ecg.userId(), ecg.id()));
    }

    /**
     * Stores an ECG with its leads and its job in one transaction, together with others that come at the same time. When the future
     * succeeds, it is committed: nothing accepted is lost. Safe to repeat after a failure.
     */
    public Future<Submitted> submit(NewEcg ecg) {
        return submissions.ask(ecg);
    }

    private final class Submitting implements Batches.Statements<NewEcg, Submitted> {
        @Override
        public Future<Submitted> one(NewEcg ecg) {
            return submit(ecg, submission(ecg), SUBMIT_ATTEMPTS);
        }

        /** In one order for everybody, see {@link EcgSql#SUBMIT_MANY}. */
        @Override
        public Future<List<Optional<Submitted>>> many(List<NewEcg> ecgs) {
            List<Integer> order = IntStream.range(0, ecgs.size())
                    .boxed()
                    .sorted(Comparator.comparing((Integer i) -> ecgs.get(i).userId())
                            .thenComparing(i -> ecgs.get(i).id()))
                    .toList();
            Tuple arguments = SubmissionColumns.of(order.stream().map(ecgs::get).toList());
            return database.query(EcgSql.SUBMIT_MANY, arguments).map(rows -> {
                List<Optional<Submitted>> answers = new ArrayList<>(Collections.nCopies(ecgs.size(), Optional.empty()));
                for (Row row : rows) {
                    int place = row.getLong("place").intValue() - 1;
                    answers.set(order.get(place), Optional.of(new Submitted(Outcome.ACCEPTED, row.getLong("key"))));
                }
                return answers;
            });
        }
    }

    private Future<Submitted> submit(NewEcg ecg, Tuple submission, int attemptsLeft) {
        return database.query(EcgSql.SUBMIT, submission)
                .compose(
                        rows -> rows.size() == 1
                                ? Future.succeededFuture(new Submitted(
                                        Outcome.ACCEPTED, rows.iterator().next().getLong("key")))
                                : known(ecg, submission, attemptsLeft),
                        EcgStore::userIsGone);
    }

    private Future<Submitted> known(NewEcg ecg, Tuple submission, int attemptsLeft) {
        return database.query(EcgSql.SAME_CONTENT, Tuple.of(ecg.userId(), ecg.id(), Buffer.buffer(ecg.contentHash())))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return attemptsLeft > 1
                                ? submit(ecg, submission, attemptsLeft - 1)
                                : Future.failedFuture(new StoreUnavailableException(
                                        "ECG " + ecg.id() + " is deleted as often as it is submitted", null));
                    }
                    Row row = rows.iterator().next();
                    Outcome outcome = row.getBoolean("same") ? Outcome.REPEATED : Outcome.CONFLICT;
                    return Future.succeededFuture(new Submitted(outcome, row.getLong("key")));
                });
    }

    /** The only foreign key that a submission can violate is that to its user. */
    private static Future<Submitted> userIsGone(Throwable failure) {
        return DatabaseFailures.isRefusal(failure, DatabaseFailures.FOREIGN_KEY_VIOLATION)
                ? Future.succeededFuture(new Submitted(Outcome.NO_SUCH_USER, 0))
                : Future.failedFuture(failure);
    }

    private static Tuple submission(NewEcg ecg) {
        List<EncodedLead> leads = ecg.leads();
        return Tuple.tuple()
                .addUUID(ecg.userId())
                .addUUID(ecg.id())
                .addOffsetDateTime(ecg.recordedAt().orElse(null))
                .addDouble(Rows.boxed(ecg.samplingRateHz()))
                .addString(ecg.analyzersJson().orElse(null))
                .addBuffer(Buffer.buffer(ecg.contentHash()))
                .addArrayOfString(leads.stream().map(EncodedLead::name).toArray(String[]::new))
                .addArrayOfInteger(
                        leads.stream().map(EncodedLead::numberOfSamples).toArray(Integer[]::new))
                .addArrayOfDouble(leads.stream()
                        .map(lead -> lead.calibration().map(Calibration::gain).orElse(null))
                        .toArray(Double[]::new))
                .addArrayOfInteger(leads.stream()
                        .map(lead ->
                                lead.calibration().map(Calibration::baseline).orElse(null))
                        .toArray(Integer[]::new))
                .addArrayOfBuffer(
                        leads.stream().map(lead -> Buffer.buffer(lead.signal())).toArray(Buffer[]::new))
                .addString(ecg.requestId());
    }

    /** Empty where this user has no such ECG, whoever else has one of that id. */
    public Future<Optional<StoredReport>> report(UUID userId, UUID id) {
        return database.query(EcgSql.REPORT, Tuple.of(userId, id))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(report(id, rows)));
    }

    private static StoredReport report(UUID id, RowSet<Row> rows) {
        Row first = rows.iterator().next();
        return new StoredReport(
                first.getLong("key"),
                id,
                EcgStatus.ofWireName(first.getString("state")),
                first.getInteger("attempts"),
                first.getOffsetDateTime("submitted_at"),
                Optional.ofNullable(first.getOffsetDateTime("finished_at")),
                Optional.ofNullable(first.getOffsetDateTime("recorded_at")),
                Rows.optionalDouble(first, "sampling_rate"),
                leads(first),
                analyses(rows),
                failure(first));
    }

    private static List<StoredReport.LeadEntry> leads(Row row) {
        String[] names = row.getArrayOfStrings("lead_names");
        Integer[] lengths = row.getArrayOfIntegers("lead_lengths");
        List<StoredReport.LeadEntry> leads = new ArrayList<>(names.length);
        for (int i = 0; i < names.length; i++) {
            leads.add(new StoredReport.LeadEntry(names[i], lengths[i]));
        }
        return leads;
    }

    private static List<StoredAnalysis> analyses(RowSet<Row> rows) {
        return rows.stream()
                .filter(row -> row.getString("analyzer") != null)
                .map(row -> new StoredAnalysis(
                        row.getString("analyzer"),
                        row.getString("version"),
                        row.getString("parameters"),
                        Optional.ofNullable(row.getString("result")),
                        Optional.ofNullable(row.getString("skipped")),
                        row.getLong("duration_ns")))
                .toList();
    }

    private static Optional<StoredReport.Failure> failure(Row row) {
        return EcgStatus.ofWireName(row.getString("state")) == EcgStatus.FAILED
                ? Optional.of(new StoredReport.Failure(row.getString("failure_code"), row.getString("failure_message")))
                : Optional.empty();
    }

    /**
     * A page of a user's ECGs, newest first.
     *
     * @param after the position of the last entry of the page before; empty for the first page
     */
    public Future<List<EcgEntry>> list(UUID userId, Optional<Position> after, int limit) {
        Future<RowSet<Row>> rows = after.isEmpty()
                ? database.query(EcgSql.FIRST_ENTRIES, Tuple.of(userId, limit))
                : database.query(
                        EcgSql.NEXT_ENTRIES,
                        Tuple.of(
                                userId,
                                limit,
                                after.get().submittedAt(),
                                after.get().id()));
        return rows.map(found -> found.stream().map(EcgStore::entry).toList());
    }

    private static EcgEntry entry(Row row) {
        return new EcgEntry(
                row.getUUID("id"),
                EcgStatus.ofWireName(row.getString("state")),
                row.getOffsetDateTime("submitted_at"),
                Optional.ofNullable(row.getOffsetDateTime("recorded_at")),
                row.getInteger("leads"));
    }

    /**
     * The ids of a user's ECGs, in their own order.
     *
     * @param after the last one of those before; empty for the first
     */
    public Future<List<UUID>> ids(UUID userId, Optional<UUID> after, int limit) {
        Future<RowSet<Row>> rows = after.isEmpty()
                ? database.query(EcgSql.FIRST_IDS, Tuple.of(userId, limit))
                : database.query(EcgSql.NEXT_IDS, Tuple.of(userId, limit, after.get()));
        return rows.map(found -> found.stream().map(row -> row.getUUID("id")).toList());
    }

    /** Deletes an ECG with everything of it, even while it is analyzed. False where this user has no such ECG. */
    public Future<Boolean> delete(UUID userId, UUID id) {
        return database.query(EcgSql.DELETE, Tuple.of(userId, id)).map(rows -> rows.rowCount() == 1);
    }
}
