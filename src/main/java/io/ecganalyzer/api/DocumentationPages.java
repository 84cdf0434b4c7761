package io.ecganalyzer.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** Swagger UI, ReDoc and the contract. One for a node, shared by its HTTP verticles, as what it serves is 4 MB. */
public final class DocumentationPages implements Operations {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    /** The page names the assets of this version, and the contract may have changed with the next. */
    private static final String ASK_EACH_TIME = "no-cache";

    /**
     * ReDoc makes its style sheets by script: each starts as an empty style element (the first hash), which needs leave, and is filled
     * rule by rule, which does not. The second hash is the one sheet that it fills at once, that of its scroll bar. Its search
     * runs in a worker that it makes from a blob.
     */
    private static final String REDOC_POLICY =
            SecurityHeaders.policy("style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
                    + " 'sha256-DLDPR1ic47WIdK2WyeLkblb/tm2mQH+Jt/NNhZWu1k0='; worker-src blob:");

    private final Optional<URI> publicUrl;
    private volatile DocumentationAssets loaded;

    /** @param publicUrl where clients find the service, if not where they read the contract */
    public DocumentationPages(Optional<URI> publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public void mount(Mounting mounting) {
        mounting.on("showSwaggerUi", this::sendSwaggerUi);
        mounting.on("showRedoc", this::sendRedoc);
        mounting.on("getContract", this::sendContract);
        // What the pages load is no part of the contract.
        mounting.assets().get("/docs/assets/:name").handler(this::sendAsset);
    }

    private void sendSwaggerUi(RoutingContext context) {
        sendPage(context, DocumentationAssets::swaggerUiPage);
    }

    private void sendRedoc(RoutingContext context) {
        context.response().putHeader(SecurityHeaders.CONTENT_SECURITY_POLICY, REDOC_POLICY);
        sendPage(context, DocumentationAssets::redocPage);
    }

    private void sendContract(RoutingContext context) {
        send(context, "application/yaml", DocumentationAssets::contract);
    }

    /** The router takes a slash too many for the same path, but what the page refers to would then be elsewhere. */
    private void sendPage(RoutingContext context, Function<DocumentationAssets, String> page) {
        String path = context.request().path();
        if (path.endsWith("/")) {
            String name = path.substring(path.lastIndexOf('/', path.length() - 2) + 1, path.length() - 1);
            context.response()
                    .setStatusCode(308)
                    .putHeader(HttpHeaders.LOCATION, "../" + name)
                    .end();
            return;
        }
        send(context, "text/html; charset=utf-8", page);
    }

    private void send(RoutingContext context, String contentType, Function<DocumentationAssets, String> content) {
        assets(context.vertx())
                .onFailure(context::fail)
                .onSuccess(assets -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                        .putHeader(HttpHeaders.CACHE_CONTROL, ASK_EACH_TIME)
                        .end(content.apply(assets)));
    }

    private void sendAsset(RoutingContext context) {
        assets(context.vertx()).onFailure(context::fail).onSuccess(assets -> {
            Optional<Asset> asset = assets.asset(context.pathParam("name"));
            if (asset.isPresent()) {
                sendAsset(context, asset.get());
            } else {
                context.next();
            }
        });
    }

    private static void sendAsset(RoutingContext context, Asset asset) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.ETAG, asset.etag())
                .putHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(asset.etag())) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType());
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (accepted != null && accepted.contains("gzip")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(asset.compressed());
        } else {
            response.end(asset.content());
        }
    }

    private Future<DocumentationAssets> assets(Vertx vertx) {
        return loaded == null ? vertx.executeBlocking(this::load, false) : Future.succeededFuture(loaded);
    }

    private synchronized DocumentationAssets load() throws IOException {
        if (loaded == null) {
            loaded = DocumentationAssets.load(publicUrl);
        }
        return loaded;
    }
}
