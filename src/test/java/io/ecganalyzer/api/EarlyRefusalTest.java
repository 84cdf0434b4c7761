package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.RawConnection;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each reason for a refusal by itself. */
class EarlyRefusalTest {
    private static final int PARSES = 4;
    private static final int LARGE = 20_000;

    private final Vertx vertx = Vertx.vertx();
    private final TestBacklog backlog = new TestBacklog();
    private final SubmissionLine line = new SubmissionLine();
    private final Room.Share parses = new Room.Share(PARSES);
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        HeavyWork work = new HeavyWork(vertx.createSharedWorkerExecutor("parses"), parses);
        Router router = Router.router(vertx);
        router.route().handler(new UnreadBody(vertx)).failureHandler(context -> {
            Problem problem = ((ProblemException) context.failure()).problem();
            context.response().setStatusCode(problem.type().status()).end(problem.detail());
        });
        router.route().handler(new EarlyRefusal(backlog, line, work));
        router.route().handler(context -> context.response().setStatusCode(202).end("taken"));
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void nobodyIsRefusedWhereThereIsRoom() throws IOException {
        assertEquals("taken", submitted(LARGE));
    }

    @Test
    void whileTooManyWaitForTheirAnalysis() throws IOException {
        backlog.full.set(true);
        assertEquals("Too many ECGs wait for their analysis.", submitted(10));
    }

    @Test
    void whileThoseWhoWereLetInWaitTooLong() throws IOException {
        Runnable leave = () -> {};
        for (int i = 0; i < SubmissionLine.ALWAYS; i++) {
            leave = line.join(System.nanoTime() - 2 * SubmissionLine.LONGEST.toNanos(), 10);
        }
        assertEquals(HeavyWork.BUSY.detail(), submitted(10));
        leave.run();
        assertEquals("taken", submitted(10));
    }

    @Test
    void aLargeBodyWhileHalfOfThePlacesToReadItAreTaken() throws IOException {
        parses.take(PARSES / 2);
        assertEquals(HeavyWork.BUSY.detail(), submitted(LARGE));
        assertEquals("taken", submitted(10));
        parses.giveBack(1);
        assertEquals("taken", submitted(LARGE));
    }

    private String submitted(int bytes) throws IOException {
        try (RawConnection connection = new RawConnection("127.0.0.1", server.actualPort())) {
            Answer answer = connection.exchange(("POST /v1/ecg HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + bytes
                            + "\r\n\r\n" + " ".repeat(bytes))
                    .getBytes(StandardCharsets.US_ASCII));
            return answer.body();
        }
    }
}
