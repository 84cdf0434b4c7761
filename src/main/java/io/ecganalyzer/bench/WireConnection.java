package io.ecganalyzer.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;

/**
 * One connection of HTTP/1.1 with one request at a time, opened when it is needed and again after it was lost. Requests come encoded,
 * and of an answer only what the generator looks at is read: a general client takes three times the processor time, which the
 * service under load would be short of.
 */
final class WireConnection {
    private final NetClient client;
    private final SocketAddress service;
    private final WireAnswerReader reader = new WireAnswerReader();

    private NetSocket socket;
    private Promise<WireAnswer> awaited;

    WireConnection(NetClient client, SocketAddress service) {
        this.client = client;
        this.service = service;
    }

    /** Sends a whole request. The one before must have been answered. */
    Future<WireAnswer> send(Buffer request) {
        Promise<WireAnswer> answer = Promise.promise();
        awaited = answer;
        if (socket != null) {
            socket.write(request);
        } else {
            client.connect(service)
                    .onSuccess(opened -> {
                        begin(opened);
                        opened.write(request);
                    })
                    .onFailure(this::fail);
        }
        return answer.future();
    }

    private void begin(NetSocket opened) {
        socket = opened;
        reader.reset();
        opened.handler(this::received);
        opened.exceptionHandler(this::fail);
        opened.closeHandler(closed -> {
            if (socket == opened) {
                socket = null;
                fail(new IOException("connection closed"));
            }
        });
    }

    private void received(Buffer piece) {
        try {
            WireAnswer answer = reader.add(piece);
            if (answer != null && awaited != null) {
                Promise<WireAnswer> done = awaited;
                awaited = null;
                done.complete(answer);
            }
        } catch (IOException unreadable) {
            NetSocket broken = socket;
            socket = null;
            broken.close();
            fail(unreadable);
        }
    }

    private void fail(Throwable failure) {
        if (awaited != null) {
            Promise<WireAnswer> failed = awaited;
            awaited = null;
            failed.fail(failure);
        }
    }
}
