package io.ecganalyzer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** The service as a client sees it. Safe for many threads. */
final class Service {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    // With the service's own Retry-After of some seconds this rides out a restart, and does not hang for ever.
    private static final int MOST_TRIES = 6;
    private static final int MOST_SECONDS_BETWEEN = 10;

    private final URI url;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    /** The service at that address, such as {@code http://127.0.0.1:8000}. */
    Service(URI url) {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new CommandException(
                    "\"" + url + "\" is no address of a service; write one like http://127.0.0.1:8000.");
        }
        this.url = url;
    }

    URI url() {
        return url;
    }

    /** The address of an operation. */
    URI at(String path) {
        return URI.create(url.toString().replaceFirst("/+$", "") + path);
    }

    /** Whether an ECG Analyzer answers there. */
    boolean isThere() throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request("/v1/analyzers").build(), BodyHandlers.ofString());
            // Asked without a name, it refuses in its own words.
            return answer.statusCode() == 401 && answer.body().contains("urn:ecg-analyzer:");
        } catch (IOException e) {
            return false;
        }
    }

    /** Registers a user; false where the name is taken. */
    boolean register(Credentials administrator, Credentials user) throws IOException, InterruptedException {
        try {
            String body = registration(user);
            send(request("/v1/admin/register_user")
                    .header("Authorization", administrator.authorization())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
            return true;
        } catch (ServiceException e) {
            if (e.status() == 409) {
                return false;
            }
            throw e;
        }
    }

    /** The body that registers a user. */
    static String registration(Credentials user) {
        return JSON.createObjectNode()
                .put("username", user.username())
                .put("password", user.password())
                .toString();
    }

    /** Whether the service knows these. */
    boolean knows(Credentials user) throws IOException, InterruptedException {
        try {
            send(request("/v1/ecg?limit=1").header("Authorization", user.authorization()));
            return true;
        } catch (ServiceException e) {
            if (e.status() == 401) {
                return false;
            }
            throw e;
        }
    }

    /** The nodes, as the contract's {@code listNodes} answers. */
    JsonNode nodes(Credentials administrator) throws IOException, InterruptedException {
        return send(request("/v1/admin/nodes").header("Authorization", administrator.authorization()));
    }

    /** Submits an ECG; the answer holds its id. */
    JsonNode submit(Credentials user, BodyPublisher body) throws IOException, InterruptedException {
        return send(request("/v1/ecg")
                .header("Authorization", user.authorization())
                .header("Content-Type", "application/json")
                .POST(body));
    }

    /** The report, once the analysis has ended or so many seconds have passed. */
    JsonNode report(Credentials user, String id, int waitSeconds) throws IOException, InterruptedException {
        return send(request("/v1/ecg/" + id)
                .header("Authorization", user.authorization())
                .header("Prefer", "wait=" + waitSeconds)
                .timeout(ANSWER_LIMIT.plusSeconds(waitSeconds)));
    }

    /** A page of the jobs that failed. */
    JsonNode failedJobs(Credentials administrator, Optional<String> cursor) throws IOException, InterruptedException {
        String path =
                "/v1/admin/jobs?limit=500" + cursor.map(c -> "&cursor=" + c).orElse("");
        return send(request(path).header("Authorization", administrator.authorization()));
    }

    /** Queues a failed job again. */
    void retryJob(Credentials administrator, long key) throws IOException, InterruptedException {
        send(request("/v1/admin/jobs/" + key + "/retry")
                .header("Authorization", administrator.authorization())
                .POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at(path)).timeout(ANSWER_LIMIT).header("Accept", "application/json");
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            HttpResponse<byte[]> answer = answer(request.build());
            int status = answer.statusCode();
            if (status < 300) {
                return JSON.readTree(answer.body());
            }
            boolean mayPass = status == 429 || status == 503;
            if (!mayPass || attempt == MOST_TRIES) {
                throw new ServiceException(status, ProblemText.of(status, answer.body()));
            }
            Thread.sleep(1000L * retryAfter(answer));
        }
    }

    private HttpResponse<byte[]> answer(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new ServiceException(
                    "No service answers at " + url + ". Start one with \"ecg serve\", or name another with --url.", e);
        } catch (HttpTimeoutException e) {
            throw new ServiceException("The service at " + url + " did not answer in time.", e);
        } catch (IOException e) {
            throw new ServiceException("The connection to " + url + " broke: " + e.getMessage(), e);
        }
    }

    private static int retryAfter(HttpResponse<?> answer) {
        int seconds = answer.headers()
                .firstValue("Retry-After")
                .filter(v -> v.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .orElse(1);
        return Math.min(Math.max(1, seconds), MOST_SECONDS_BETWEEN);
    }
}
