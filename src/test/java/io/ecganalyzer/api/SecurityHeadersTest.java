package io.ecganalyzer.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SecurityHeadersTest {
    @Test
    void evenAnAnswerForAnUnknownPathHasThem(Vertx vertx) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(new SecurityHeaders());
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, SECONDS);
        HttpClientResponse answer = vertx.createHttpClient()
                .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/nowhere")
                .compose(request -> request.send())
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, SECONDS);
        assertEquals(404, answer.statusCode());
        assertEquals("nosniff", answer.getHeader("X-Content-Type-Options"));
        assertTrue(answer.getHeader("Content-Security-Policy").startsWith("default-src 'none'"));
        assertFalse(answer.getHeader("Content-Security-Policy").contains("unsafe"));
    }
}
