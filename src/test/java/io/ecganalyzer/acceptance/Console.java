package io.ecganalyzer.acceptance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

/** Swagger UI as a person uses it, on its own page or in ReDoc's drawer. */
final class Console {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WebDriver driver;

    Console(WebDriver driver) {
        this.driver = driver;
    }

    /** What came of a call, as the page shows it. */
    record Shown(int status, String body) {}

    /** Fills in and sends the form of one security scheme. */
    void logIn(String scheme, String username, String password) {
        click(present(By.cssSelector(".auth-wrapper .authorize")));
        WebElement form = present(By.xpath("//div[@class='auth-container'][.//h4/code[text()='" + scheme + "']]"));
        type(form.findElement(By.name("username")), username);
        type(form.findElement(By.name("password")), password);
        click(form.findElement(By.cssSelector("button[type=submit]")));
        patiently(
                () -> !form.findElements(By.xpath(".//button[text()='Logout']")).isEmpty());
        click(present(By.cssSelector(".auth-container .btn-done")));
        patiently(() -> driver.findElements(By.cssSelector(".dialog-ux")).isEmpty());
    }

    /**
     * Calls an operation that is on the page.
     *
     * @param parameters by name; the others are left as they are
     * @param body the empty text if there is none
     */
    Shown call(String operationId, Map<String, String> parameters, String body) {
        WebElement block = present(By.cssSelector(".opblock[id$='-" + operationId + "']"));
        if (block.findElements(By.cssSelector(".opblock-body")).isEmpty()) {
            click(block.findElement(By.cssSelector(".opblock-summary-control")));
        }
        By execute = By.cssSelector("button.execute");
        patiently(() -> !block.findElements(execute).isEmpty());
        parameters.forEach((name, value) ->
                type(block.findElement(By.cssSelector("tr[data-param-name='" + name + "'] input")), value));
        if (!body.isEmpty()) {
            type(block.findElement(By.cssSelector("textarea.body-param__text")), body);
        }
        click(block.findElement(execute));
        By status = By.cssSelector(".live-responses-table .response .response-col_status");
        patiently(() -> !block.findElements(status).isEmpty()
                && block.findElements(By.cssSelector(".loading-container")).isEmpty());
        List<WebElement> bodies = block.findElements(By.cssSelector(".live-responses-table .response pre code"));
        String code = block.findElement(status).getText().strip();
        return new Shown(
                Integer.parseInt(code.substring(0, 3)),
                bodies.isEmpty() ? "" : bodies.get(0).getText());
    }

    WebElement present(By locator) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> driver.findElements(locator).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The page may replace an element between two looks at it. */
    static void patiently(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .until(condition);
    }

    /** Not where another element covers it. */
    void click(WebElement element) {
        ((JavascriptExecutor) driver).executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    /** As a person pastes: Swagger UI draws itself anew at each key, which takes its time. */
    private void type(WebElement field, String text) {
        ((JavascriptExecutor) driver)
                .executeScript(
                        "arguments[0].scrollIntoView({block: 'center'}); arguments[0].focus(); arguments[0].select();"
                                + "document.execCommand('insertText', false, arguments[1])",
                        field,
                        text);
    }
}
