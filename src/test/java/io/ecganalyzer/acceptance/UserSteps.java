package io.ecganalyzer.acceptance;

import io.ecganalyzer.client.ApiClient;
import io.ecganalyzer.client.ApiException;
import io.ecganalyzer.client.ApiResponse;
import io.ecganalyzer.client.api.AnalyzersApi;
import io.ecganalyzer.client.api.EcgsApi;
import io.ecganalyzer.client.model.Analyzer;
import io.ecganalyzer.client.model.EcgAccepted;
import io.ecganalyzer.client.model.EcgEntry;
import io.ecganalyzer.client.model.EcgPage;
import io.ecganalyzer.client.model.EcgReport;
import io.ecganalyzer.client.model.EcgSubmission;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a registered user does. */
public final class UserSteps {
    private final ApiClient client;
    private final EcgsApi ecgs;
    private final AnalyzersApi analyzers;

    UserSteps(ApiClient client) {
        this.client = client;
        ecgs = new EcgsApi(client);
        analyzers = new AnalyzersApi(client);
    }

    /** Submits an ECG, which must be accepted. */
    public EcgSteps submits(EcgSubmission ecg) {
        ApiResponse<EcgAccepted> accepted = call(() -> ecgs.submitEcgWithHttpInfo(ecg));
        if (accepted.getStatusCode() != 202) {
            throw new AssertionError("submission was answered " + accepted.getStatusCode());
        }
        return new EcgSteps(client, accepted.getData().getId());
    }

    /** Submits an ECG and gets its report by the same request. */
    public EcgReport analyzes(EcgSubmission ecg) {
        return call(() -> ecgs.analyzeEcg(ecg, null));
    }

    /** Submits an ECG, which must be refused with that status. */
    public void failsToSubmit(EcgSubmission ecg, int status) {
        EcgSteps.refused(status, () -> ecgs.submitEcg(ecg));
    }

    /** An ECG of this id, of this user or not. */
    public EcgSteps ecg(UUID id) {
        return new EcgSteps(client, id);
    }

    /** The user's ECGs, latest first, read in pages of that size. */
    public List<UUID> lists(int pageSize) {
        List<UUID> ids = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            EcgPage page = call(() -> ecgs.listEcgs(pageSize, from));
            page.getItems().stream().map(EcgEntry::getId).forEach(ids::add);
            cursor = page.getNextCursor();
        } while (cursor != null);
        return ids;
    }

    /** The names of the analyzers. */
    public List<String> seesAnalyzers() {
        return call(() -> analyzers.listAnalyzers(null)).getAnalyzers().stream()
                .map(Analyzer::getName)
                .toList();
    }

    static <T> T call(Call<T> call) {
        try {
            return call.run();
        } catch (ApiException e) {
            throw new AssertionError("answered " + e.getCode() + ": " + e.getResponseBody(), e);
        }
    }

    /** A call of the generated client. */
    interface Call<T> {
        T run() throws ApiException;
    }
}
