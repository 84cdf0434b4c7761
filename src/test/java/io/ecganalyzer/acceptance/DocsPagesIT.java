package io.ecganalyzer.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ecganalyzer.acceptance.Console.Shown;
import io.ecganalyzer.config.Config;
import io.ecganalyzer.node.Node;
import io.ecganalyzer.testing.Browser;
import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.Services;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** From both documentation pages one logs in and calls every operation, and neither asks another host for anything. */
class DocsPagesIT {
    private static final String ADMINISTRATOR = "root";
    private static final String ADMINISTRATORS_PASSWORD = "Wurzel-Paßwort";
    private static final String PASSWORD = "Über-Kardiogramm: 1903 €";
    private static final String NEW_PASSWORD = "心電図 in Unicode";

    @TempDir
    private static Path data;

    private static DatabaseAddress database;
    private static Node node;
    private static String url;

    private final Set<String> called = new TreeSet<>();
    private Browser browser;
    private Console console;

    @BeforeAll
    static void aNode() {
        database = Services.shared().freshDatabase();
        node = new Node(Config.load(
                Map.of(),
                Map.ofEntries(
                        Map.entry("ECG_HTTP_PORT", "0"),
                        Map.entry("ECG_DATA_DIR", data.toString()),
                        Map.entry("ECG_ADMIN_USERNAME", ADMINISTRATOR),
                        Map.entry("ECG_ADMIN_PASSWORD", ADMINISTRATORS_PASSWORD),
                        Map.entry("ECG_DATABASE_MODE", "external"),
                        Map.entry("ECG_DATABASE_HOST", database.host()),
                        Map.entry("ECG_DATABASE_PORT", Integer.toString(database.port())),
                        Map.entry("ECG_DATABASE_NAME", database.database()),
                        Map.entry("ECG_DATABASE_USER", database.user()),
                        Map.entry("ECG_DATABASE_PASSWORD", database.password()),
                        Map.entry("ECG_REDIS_MODE", "external"),
                        Map.entry("ECG_REDIS_URI", Services.shared().redisUri().toString()),
                        Map.entry("ECG_BROKER_MODE", "external"),
                        Map.entry(
                                "ECG_BROKER_URI", Services.shared().brokerUri().toString())),
                Optional.empty()));
        url = node.start().apiUrl().orElseThrow();
    }

    @AfterAll
    static void end() {
        node.close();
    }

    @BeforeEach
    void openBrowser() {
        browser = Browser.open();
        console = new Console(browser.driver());
    }

    @AfterEach
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void swaggerUiCallsEveryOperation() throws IOException {
        browser.driver().get(url + "/docs");
        console.present(By.cssSelector(".opblock"));
        callEveryOperation("docs", operationId -> {});
    }

    @Test
    void redocCallsEveryOperation() throws IOException {
        browser.driver().get(url + "/redoc");
        console.present(By.cssSelector("button.try"));
        browser.screenshot("redoc-page");
        callEveryOperation("redoc", operationId -> {
            console.click(console.present(By.cssSelector("button.try[data-operation='" + operationId + "']")));
            console.present(By.cssSelector("#console .opblock[id$='-" + operationId + "']"));
        });
    }

    /** Swagger UI used to lose the path's own parameters of an operation that is open from the start. */
    @Test
    void anOperationThatIsOpenFromTheStartHasAllItsParameters() {
        By id = By.cssSelector(".opblock[id$='-getEcg'] tr[data-param-name='id']");
        browser.driver().get(url + "/docs#/ECGs/getEcg");
        console.present(id);
        browser.driver().get(url + "/redoc");
        console.click(console.present(By.cssSelector("button.try[data-operation='getEcg']")));
        console.present(id);
    }

    private void callEveryOperation(String page, Consumer<String> find) throws IOException {
        String name = page + "-" + UUID.randomUUID();
        String ecg = UUID.randomUUID().toString();
        find.accept("registerUser");
        console.logIn("administrator", ADMINISTRATOR, ADMINISTRATORS_PASSWORD);
        List<Call> calls = List.of(
                new Call(
                        "registerUser",
                        201,
                        Map.of(),
                        "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}"),
                new Call("listUsers", 200, Map.of("limit", "500"), ""),
                new Call("submitEcg", 202, Map.of(), submission(ecg)),
                new Call("analyzeEcg", 200, Map.of("Prefer", "wait=20"), submission(ecg)),
                new Call("getEcg", 200, Map.of("id", ecg, "Prefer", "wait=20"), ""),
                new Call("streamEcgEvents", 200, Map.of("id", ecg), ""),
                new Call("listEcgs", 200, Map.of(), ""),
                new Call("listAnalyzers", 200, Map.of(), ""),
                new Call("listNodes", 200, Map.of(), ""),
                new Call("deleteEcg", 204, Map.of("id", ecg), ""),
                new Call("changePassword", 204, Map.of("username", name), "{\"password\":\"" + NEW_PASSWORD + "\"}"),
                new Call("deleteUser", 204, Map.of("username", name), ""),
                new Call("listFailedJobs", 200, Map.of("limit", "500"), ""),
                new Call("retryJob", 204, Map.of("key", failedJob()), ""),
                new Call("showSwaggerUi", 200, Map.of(), ""),
                new Call("showRedoc", 200, Map.of(), ""),
                new Call("getContract", 200, Map.of(), ""));
        for (Call call : calls) {
            find.accept(call.operationId);
            if (call.operationId.equals("submitEcg")) {
                console.logIn("user", name, PASSWORD);
            }
            Shown shown = console.call(call.operationId, call.parameters, call.body);
            browser.screenshot(page + "-" + call.operationId);
            assertEquals(call.status, shown.status(), () -> call.operationId + ": " + shown.body());
            called.add(call.operationId);
            if (call.operationId.equals("getEcg")) {
                assertTrue(shown.body().contains("\"zero_crosses_count\": 2"), shown.body());
            }
        }
        assertEquals(operationsOfThisPort(), called);
        assertNoOtherHostWasAsked();
        assertEquals(List.of(), browser.complaints());
    }

    /** One of no ECG; what becomes of it is nobody's concern. */
    private static String failedJob() {
        String insert =
                "INSERT INTO job (ecg_key, user_id, ecg_id, state, due_at, request_id, failure_code, failure_message,"
                        + " finished_at) VALUES (1, gen_random_uuid(), gen_random_uuid(), 'failed', now(), 'r', 'analysis_failed',"
                        + " 'Of the test.', now()) ON CONFLICT (ecg_key) DO UPDATE SET state = 'failed',"
                        + " failure_code = excluded.failure_code, failure_message = excluded.failure_message, finished_at = now()";
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(insert);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return "1";
    }

    private record Call(String operationId, int status, Map<String, String> parameters, String body) {}

    private static String submission(String id) {
        return "{\"id\":\"" + id + "\",\"leads\":[{\"name\":\"I\",\"signal\":[5,0,-4,23,-9]}]}";
    }

    private void assertNoOtherHostWasAsked() {
        List<String> foreign = browser.requestedUrls().stream()
                .filter(requested -> !requested.startsWith(url + "/")
                        && !requested.startsWith("data:")
                        && !requested.startsWith("blob:" + url + "/"))
                .toList();
        assertEquals(List.of(), foreign);
    }

    private static Set<String> operationsOfThisPort() throws IOException {
        try (InputStream contract = DocsPagesIT.class.getResourceAsStream("/openapi.yaml")) {
            Set<String> operations = new TreeSet<>();
            for (JsonNode path : new YAMLMapper().readTree(contract).get("paths")) {
                if (!path.has("servers")) {
                    operations.addAll(path.findValuesAsText("operationId"));
                }
            }
            return operations;
        }
    }
}
