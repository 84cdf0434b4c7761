package io.ecganalyzer.api;

import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.ReportJson;
import io.ecganalyzer.store.ResultCache;
import io.ecganalyzer.store.StoredReport;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Reports for their owners: final ones from the cache where it has them, all others from the database. */
final class EcgReports {
    private final EcgStore ecgs;
    private final ResultCache cache;

    EcgReports(EcgStore ecgs, ResultCache cache) {
        this.ecgs = ecgs;
        this.cache = cache;
    }

    /** A report as the contract has it. */
    record Report(String json, boolean isFinal) {}

    /** Empty if the user has no such ECG. */
    Future<Optional<Report>> find(UUID userId, UUID ecgId) {
        return cache.get(userId, ecgId)
                .compose(known -> known.isPresent()
                        ? Future.succeededFuture(known.map(json -> new Report(json, true)))
                        : load(userId, ecgId));
    }

    private Future<Optional<Report>> load(UUID userId, UUID ecgId) {
        return StoreAnswers.inTime(ecgs.report(userId, ecgId))
                .map(found -> found.map(stored -> report(userId, stored)));
    }

    private Report report(UUID userId, StoredReport stored) {
        Report report = new Report(ReportJson.of(stored), stored.status().isFinal());
        if (report.isFinal()) {
            cache.put(userId, stored.id(), report.json());
        }
        return report;
    }
}
