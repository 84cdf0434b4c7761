package io.ecganalyzer.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ecganalyzer.client.ApiClient;
import io.ecganalyzer.client.ApiException;
import io.ecganalyzer.client.api.EcgsApi;
import io.ecganalyzer.client.model.EcgReport;
import io.ecganalyzer.client.model.EcgStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.function.Executable;

/** What an owner does with an ECG. */
public final class EcgSteps {
    private static final String PATIENCE = "wait=30";

    private final ApiClient client;
    private final EcgsApi ecgs;
    private final UUID id;

    EcgSteps(ApiClient client, UUID id) {
        this.client = client;
        this.ecgs = new EcgsApi(client);
        this.id = id;
    }

    public UUID id() {
        return id;
    }

    /** Waits for the end of the analysis, which must be there, and looks at it. */
    public EcgSteps andSees(Consumer<EcgReport> analysis) {
        EcgReport report = UserSteps.call(() -> ecgs.getEcg(id, PATIENCE, null));
        assertEquals(EcgStatus.DONE, report.getStatus(), () -> "the report is " + report);
        analysis.accept(report);
        return this;
    }

    /** Reads the stream of events to its end; like any text, it is more than the generated client can read. */
    public String follows() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(client.getBaseUri() + "/v1/ecg/" + id + "/events"));
        client.getRequestInterceptor().accept(request);
        try {
            return client.getHttpClient()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the stream of events broke", e);
        }
    }

    public EcgSteps deletes() {
        UserSteps.call(() -> {
            ecgs.deleteEcg(id);
            return id;
        });
        return this;
    }

    /** There is no such ECG for this user. */
    public void isNotThere() {
        refused(404, () -> ecgs.getEcg(id, null, null));
        refused(404, () -> ecgs.deleteEcg(id));
        refused(404, () -> ecgs.streamEcgEvents(id));
    }

    static void refused(int status, Executable call) {
        ApiException refusal = assertThrows(ApiException.class, call);
        assertEquals(status, refusal.getCode(), refusal.getResponseBody());
    }
}
