package io.ecganalyzer.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** The service under load, as one registered user sees it. All on one event loop. */
final class Target {
    /** An answer of an unexpected status. */
    static final class UnexpectedStatusException extends Exception {
        private static final long serialVersionUID = 1L;

        UnexpectedStatusException(int status) {
            super("status " + status, null, false, false);
        }
    }

    private static final int WAIT_SECONDS = 30;
    private static final int SILENCE_SECONDS = 120;

    private record Asked(Buffer request, Promise<WireAnswer> answer) {}

    private final NetClient client;
    private final URI url;
    private final String authorization;
    private final Queue<WireConnection> idle = new ArrayDeque<>();
    /** Bounded by the work that a run has under way. */
    private final Queue<Asked> waiting = new ArrayDeque<>();

    Target(Vertx vertx, URI url, String username, String password, int connections) {
        boolean tls = "https".equals(url.getScheme());
        this.client = vertx.createNetClient(new NetClientOptions()
                .setTcpNoDelay(true)
                .setConnectTimeout(10_000)
                .setReadIdleTimeout(SILENCE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHostnameVerificationAlgorithm(tls ? "HTTPS" : "")
                .setSsl(tls));
        this.url = url;
        this.authorization = basic(username, password);
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        SocketAddress service = SocketAddress.inetSocketAddress(port, url.getHost());
        for (int i = 0; i < connections; i++) {
            idle.add(new WireConnection(client, service));
        }
    }

    /** Registers the user of the load, as an administrator; one that is there already is taken as it is. */
    Future<Void> register(String administrator, String administratorPassword, String username, String password) {
        Buffer body = new JsonObject()
                .put("username", username)
                .put("password", password)
                .toBuffer();
        String administratorsAuthorization = basic(administrator, administratorPassword);
        return send(encoded("POST", "/v1/admin/register_user", administratorsAuthorization, 0, body))
                .compose(answer -> answer.status() == 201 || answer.status() == 409
                        ? Future.succeededFuture()
                        : Future.failedFuture(new UnexpectedStatusException(answer.status())));
    }

    /** A submission as the bytes that are sent, to be sent many times. */
    Buffer submission(Buffer body) {
        return encoded("POST", "/v1/ecg", authorization, 0, body);
    }

    /** As {@link #submission}, for {@link #analyze}. */
    Buffer analysis(Buffer body) {
        return encoded("POST", "/v1/reports", authorization, WAIT_SECONDS, body);
    }

    /** Submits what {@link #analysis} made and answers with the report, once the analysis has ended. */
    Future<WireAnswer> analyze(Buffer analysis) {
        return expecting(200, send(analysis));
    }

    /** Submits what {@link #submission} made and answers with the path of the report. */
    Future<String> submit(Buffer submission) {
        return expecting(202, send(submission))
                .map(answer -> URI.create(answer.location()).getPath());
    }

    /** A request for the report as it is now, to be sent many times. */
    Buffer reading(String path) {
        return encoded("GET", path, authorization, 0, Buffer.buffer());
    }

    /** Reads the report by what {@link #reading} made. */
    Future<Buffer> read(Buffer reading) {
        return expecting(200, send(reading)).map(WireAnswer::body);
    }

    /** Reads the report once the analysis has ended. */
    Future<Buffer> await(String path) {
        Buffer request = encoded("GET", path, authorization, WAIT_SECONDS, Buffer.buffer());
        return expecting(200, send(request)).map(WireAnswer::body);
    }

    Future<Void> close() {
        return client.close();
    }

    private static Future<WireAnswer> expecting(int status, Future<WireAnswer> answered) {
        return answered.compose(answer -> answer.status() == status
                ? Future.succeededFuture(answer)
                : Future.failedFuture(new UnexpectedStatusException(answer.status())));
    }

    private Future<WireAnswer> send(Buffer request) {
        Promise<WireAnswer> answer = Promise.promise();
        waiting.add(new Asked(request, answer));
        sendNext();
        return answer.future();
    }

    private void sendNext() {
        if (idle.isEmpty() || waiting.isEmpty()) {
            return;
        }
        WireConnection connection = idle.remove();
        Asked next = waiting.remove();
        connection.send(next.request()).onComplete(answered -> {
            idle.add(connection);
            next.answer().handle(answered);
            sendNext();
        });
    }

    private Buffer encoded(String method, String path, String authorizedAs, int waitSeconds, Buffer body) {
        StringBuilder head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(url.getAuthority())
                .append("\r\nAuthorization: ")
                .append(authorizedAs)
                .append("\r\n");
        if (waitSeconds > 0) {
            head.append("Prefer: wait=").append(waitSeconds).append("\r\n");
        }
        if (body.length() > 0) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length())
                    .append("\r\n");
        }
        return Buffer.buffer(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII))
                .appendBuffer(body);
    }

    private static String basic(String username, String password) {
        byte[] credentials = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }
}
