package io.ecganalyzer.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The service under load, as one registered user sees it. */
final class Target {
    /** An answer of an unexpected status. */
    static final class UnexpectedStatusException extends Exception {
        private static final long serialVersionUID = 1L;

        UnexpectedStatusException(int status) {
            super("status " + status, null, false, false);
        }
    }

    private static final int WAIT_SECONDS = 30;

    private final HttpClient client;
    private final URI url;
    private final String authorization;

    Target(Vertx vertx, URI url, String username, String password, int connections) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true).setConnectTimeout(10_000),
                new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1));
        this.url = url;
        this.authorization = basic(username, password);
    }

    /** Registers the user of the load, as an administrator; one that is there already is taken as it is. */
    Future<Void> register(String administrator, String administratorPassword, String username, String password) {
        Buffer body = new JsonObject()
                .put("username", username)
                .put("password", password)
                .toBuffer();
        return send(HttpMethod.POST, "/v1/admin/register_user", basic(administrator, administratorPassword), body, 0)
                .compose(response -> response.statusCode() == 201 || response.statusCode() == 409
                        ? response.end()
                        : Future.failedFuture(new UnexpectedStatusException(response.statusCode())));
    }

    /** Submits and answers with the path of the report. */
    Future<String> submit(Buffer body) {
        return send(HttpMethod.POST, "/v1/ecg", authorization, body, 0).compose(response -> {
            String location = response.getHeader("Location");
            return expecting(202, response).map(any -> URI.create(location).getPath());
        });
    }

    /** Reads the report as it is now. */
    Future<Buffer> read(String path) {
        return send(HttpMethod.GET, path, authorization, null, 0).compose(response -> expecting(200, response));
    }

    /** Reads the report once the analysis has ended. */
    Future<Buffer> await(String path) {
        return send(HttpMethod.GET, path, authorization, null, WAIT_SECONDS)
                .compose(response -> expecting(200, response));
    }

    Future<Void> close() {
        return client.close();
    }

    private static Future<Buffer> expecting(int status, HttpClientResponse response) {
        return response.body()
                .compose(body -> response.statusCode() == status
                        ? Future.succeededFuture(body)
                        : Future.failedFuture(new UnexpectedStatusException(response.statusCode())));
    }

    private Future<HttpClientResponse> send(
            HttpMethod method, String path, String authorizedAs, Buffer body, int waitSeconds) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setSsl("https".equals(url.getScheme()))
                .setURI(path)
                .setTimeout(120_000)
                .putHeader("Authorization", authorizedAs);
        if (waitSeconds > 0) {
            options.putHeader("Prefer", "wait=" + waitSeconds);
        }
        if (body == null) {
            return client.request(options).compose(request -> request.send());
        }
        options.putHeader("Content-Type", "application/json");
        return client.request(options).compose(request -> request.send(body));
    }

    private static String basic(String username, String password) {
        byte[] credentials = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }
}
