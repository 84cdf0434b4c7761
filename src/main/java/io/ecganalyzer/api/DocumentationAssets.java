package io.ecganalyzer.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The contract, the pages that show it, and what those pages load: Swagger UI and ReDoc from their webjars and a little of
 * our own. All from the class path, nothing from another host.
 *
 * <p>An asset's name on the wire holds a hash of its content, so that browsers may keep it for ever. Loading reads and compresses
 * 3 MB: not on an event loop, and only when somebody asks.
 */
final class DocumentationAssets {
    private static final String OWN = "documentation/";
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final String CONTRACT = "openapi.yaml";
    private static final String CONTRACT_SERVER = "\nservers:\n  - url: /\n";

    /** ReDoc's page shows its maker's logo from the maker's host. It hides what does not load, and so it does with nothing. */
    private static final String REDOC_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";

    private static final String NO_LOGO = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

    private final Map<String, Asset> byNameOnTheWire;
    private final String contract;
    private final String swaggerUiPage;
    private final String redocPage;

    private DocumentationAssets(Map<String, Asset> byName, String contract, String operationsElsewhere)
            throws IOException {
        this.contract = contract;
        this.swaggerUiPage = page("swagger-ui.html", byName, operationsElsewhere);
        this.redocPage = page("redoc.html", byName, operationsElsewhere);
        this.byNameOnTheWire =
                byName.values().stream().collect(Collectors.toUnmodifiableMap(Asset::nameOnTheWire, asset -> asset));
    }

    /** @param publicUrl where clients find the service, if not where they read the contract */
    static DocumentationAssets load(Optional<URI> publicUrl) throws IOException {
        Properties versions = new Properties();
        versions.load(Objects.requireNonNull(classPath(OWN + "webjars.properties")));
        String swaggerUi = WEBJARS + "swagger-ui/" + versions.getProperty("swagger-ui") + "/";
        String redoc = WEBJARS + "redoc/" + versions.getProperty("redoc") + "/bundles/";
        Map<String, Asset> byName = new LinkedHashMap<>();
        for (String own : new String[] {"pages.css", "console.js", "swagger-ui-page.js", "redoc-page.js", "icon.svg"}) {
            byName.put(own, Asset.of(own, bytes(OWN + own)));
        }
        for (String theirs : new String[] {"swagger-ui.css", "swagger-ui-bundle.js"}) {
            byName.put(theirs, Asset.of(theirs, bytes(swaggerUi + theirs)));
        }
        String bundle = replaced(text(redoc + "redoc.standalone.js"), REDOC_LOGO, NO_LOGO);
        byName.put("redoc.standalone.js", Asset.of("redoc.standalone.js", bundle.getBytes(StandardCharsets.UTF_8)));
        String contract = text(CONTRACT);
        return new DocumentationAssets(byName, published(contract, publicUrl), operationsElsewhere(contract));
    }

    Optional<Asset> asset(String nameOnTheWire) {
        return Optional.ofNullable(byNameOnTheWire.get(nameOnTheWire));
    }

    String contract() {
        return contract;
    }

    String swaggerUiPage() {
        return swaggerUiPage;
    }

    String redocPage() {
        return redocPage;
    }

    /** The contract names its own host as the server, whichever that is, which is wrong only behind a changed path. */
    private static String published(String contract, Optional<URI> publicUrl) {
        return publicUrl
                .map(url -> replaced(contract, CONTRACT_SERVER, "\nservers:\n  - url: " + url + "\n"))
                .orElse(contract);
    }

    /** Operations of the management port, which a page of this port cannot call. */
    private static String operationsElsewhere(String contract) throws IOException {
        JsonNode paths = new YAMLMapper().readTree(contract).get("paths");
        return StreamSupport.stream(paths.spliterator(), false)
                .filter(path -> path.has("servers"))
                .flatMap(path -> path.findValuesAsText("operationId").stream())
                .collect(Collectors.joining(" "));
    }

    private static String page(String name, Map<String, Asset> assets, String operationsElsewhere) throws IOException {
        String page = text(OWN + name).replace("{{elsewhere}}", operationsElsewhere);
        for (Map.Entry<String, Asset> asset : assets.entrySet()) {
            page = page.replace(
                    "{{" + asset.getKey() + "}}",
                    "docs/assets/" + asset.getValue().nameOnTheWire());
        }
        return page;
    }

    private static String replaced(String text, String old, String fresh) {
        if (!text.contains(old)) {
            throw new IllegalStateException("no longer there: " + old.strip());
        }
        return text.replace(old, fresh);
    }

    private static String text(String resource) throws IOException {
        return new String(bytes(resource), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(classPath(resource), resource);
                ByteArrayOutputStream all = new ByteArrayOutputStream()) {
            in.transferTo(all);
            return all.toByteArray();
        }
    }

    private static InputStream classPath(String resource) {
        return DocumentationAssets.class.getClassLoader().getResourceAsStream(resource);
    }
}
