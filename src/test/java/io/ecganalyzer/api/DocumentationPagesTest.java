package io.ecganalyzer.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.junit5.VertxExtension;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class DocumentationPagesTest {
    private static final Pattern ASSET = Pattern.compile("\"(docs/assets/[^\"]+)\"");
    private static final Pattern INLINE = Pattern.compile("<style|<script(?! src=)|\\sstyle=|\\son[a-z]+=");

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/redoc"})
    void aPageHasNothingInlineNamesNoOtherHostAndItsAssetsAreThereForEver(String path, Vertx vertx) throws Exception {
        URI server = serve(vertx, Optional.empty());
        HttpResponse<String> page = get(server.resolve(path));
        assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
        assertFalse(INLINE.matcher(page.body()).find());
        assertFalse(page.body().contains("://"));
        assertFalse(page.body().contains("{{"));
        List<String> assets = ASSET.matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertTrue(assets.size() >= 5);
        for (String asset : assets) {
            HttpResponse<String> found = get(server.resolve(path).resolve(asset));
            assertEquals(200, found.statusCode(), asset);
            assertEquals("public, max-age=31536000, immutable", header(found, "Cache-Control"));
            HttpResponse<String> again =
                    get(server.resolve(path).resolve(asset), "If-None-Match", header(found, "ETag"));
            assertEquals(304, again.statusCode());
        }
    }

    @Test
    void anAssetIsCompressedForWhoTakesIt(Vertx vertx) throws Exception {
        URI server = serve(vertx, Optional.empty());
        MatchResult bundle = Pattern.compile("docs/assets/swagger-ui-bundle[^\"]+")
                .matcher(get(server.resolve("/docs")).body())
                .results()
                .findFirst()
                .orElseThrow();
        URI url = server.resolve("/" + bundle.group());
        HttpResponse<byte[]> compressed = client.send(
                HttpRequest.newBuilder(url).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals("gzip", header(compressed, "Content-Encoding"));
        assertEquals(get(url).body(), unzipped(compressed.body()));
        assertEquals(
                404, get(server.resolve("/docs/assets/swagger-ui-bundle.js")).statusCode());
    }

    @Test
    void theContractNamesTheServerItWasReadFromOrThePublicOne(Vertx vertx) throws Exception {
        HttpResponse<String> relative = get(serve(vertx, Optional.empty()).resolve("/openapi.yaml"));
        assertEquals("application/yaml", header(relative, "Content-Type"));
        assertTrue(relative.body().contains("\nservers:\n  - url: /\n"));
        URI publicUrl = URI.create("https://ecg.example.org/service");
        HttpResponse<String> absolute = get(serve(vertx, Optional.of(publicUrl)).resolve("/openapi.yaml"));
        assertTrue(absolute.body().contains("\nservers:\n  - url: https://ecg.example.org/service\n"));
    }

    /** The page's references are relative, so that it works below any path of a proxy; after a slash they would be wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/redoc"})
    void aSlashTooManyLeadsToThePage(String path, Vertx vertx) throws Exception {
        URI server = serve(vertx, Optional.empty());
        HttpResponse<String> answer = get(server.resolve(path + "/"));
        assertEquals(308, answer.statusCode());
        assertEquals(server.resolve(path), server.resolve(path + "/").resolve(header(answer, "Location")));
    }

    /** The console of a page cannot reach the management port; the others it must. */
    @Test
    void onlyOperationsOfTheManagementPortCannotBeTried(Vertx vertx) throws Exception {
        String page = get(serve(vertx, Optional.empty()).resolve("/redoc")).body();
        assertTrue(page.contains("data-elsewhere=\"checkLiveness checkReadiness readMetrics\""));
    }

    private static URI serve(Vertx vertx, Optional<URI> publicUrl) throws Exception {
        OpenAPIContract contract = Contract.forRouter(vertx, Contract.published())
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, SECONDS);
        RouterBuilder operations = RouterBuilder.create(vertx, contract);
        ContractCheck check = new ContractCheck(vertx, contract, RequestExtractor.withBodyHandler());
        Router router = Router.router(vertx);
        router.route().handler(new SecurityHeaders());
        new DocumentationPages(publicUrl).mount(new Mounting(operations, check, router));
        operations.getRoutes().forEach(route -> route.setDoSecurity(false));
        router.route().subRouter(operations.createRouter());
        int port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, SECONDS)
                .actualPort();
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    private HttpResponse<String> get(URI url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String unzipped(byte[] content) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(content))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
