package io.ecganalyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.embedded.PrivateFiles;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told of a service: its problems, and lines for curl. */
class ServiceWordsTest {
    @Test
    void aProblemIsToldWithThePlaceOfEachFault() {
        assertEquals("""
                Invalid ECG: The ECG was read and is wrong. (422)
                  #/leads/0/name: must not be empty
                  limit: must be 1 to 500
                  and 7 more""", problem(422, """
                        {"type":"urn:ecg-analyzer:problem:invalid","title":"Invalid ECG","status":422,
                        "detail":"The ECG was read and is wrong.","error_count":9,"errors":[
                        {"pointer":"#/leads/0/name","detail":"must not be empty"},
                        {"parameter":"limit","detail":"must be 1 to 500"}]}
                        """));
    }

    @Test
    void anAnswerThatIsNoProblemIsToldByItsStatus() {
        String expected = "The service answered with status 502 and no word why; is it an ECG Analyzer?";
        assertEquals(expected, problem(502, "<html>Bad gateway</html>"));
        assertEquals(expected, problem(502, ""));
        assertEquals(expected, problem(502, "{}"));
    }

    @Test
    void aServiceThatIsNotThereIsToldWithWhatToDo() throws IOException, InterruptedException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Service nobody = new Service(URI.create("http://127.0.0.1:" + free));
        assertFalse(nobody.isThere());
        ServiceException failure =
                assertThrows(ServiceException.class, () -> nobody.knows(new Credentials("ada", "secret")));
        assertEquals(
                "No service answers at http://127.0.0.1:" + free
                        + ". Start one with \"ecg serve\", or name another with --url.",
                failure.getMessage());
        assertEquals(0, failure.status());
    }

    @Test
    void anAddressThatIsNoneIsToldWithAnExample() {
        for (String wrong : List.of("localhost:8000", "ftp://host", "nothing")) {
            assertEquals(
                    "\"" + wrong + "\" is no address of a service; write one like http://127.0.0.1:8000.",
                    assertThrows(CommandException.class, () -> new Service(URI.create(wrong)))
                            .getMessage());
        }
    }

    @Test
    void aLineForCurlIsReadyForTheShell() {
        assertEquals(
                "curl -s -u ada:pw-1_2 -d '{\"a\":\"it'\\''s\"}' http://127.0.0.1:8000/v1/ecg",
                Curl.line(
                        URI.create("http://127.0.0.1:8000/v1/ecg"),
                        List.of(Curl.user(new Credentials("ada", "pw-1_2")), "-d", Curl.quoted("{\"a\":\"it's\"}"))));
    }

    @Test
    void passwordsAreNeverPartOfATextForPeople() {
        assertFalse(new Credentials("ada", "secret").toString().contains("secret"));
    }

    @Test
    void namesAndPasswordsThatAreMadeKeepTheServicesRules() {
        Credentials made = NewUsers.proposal("demo");
        assertTrue(made.username().matches("demo-[0-9a-f]{6}"), made::username);
        assertTrue(made.password().matches("[A-Za-z0-9_-]{16}"));
    }

    @Test
    void whatIsPrivateIsReadableByItsOwnerOnly(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("local-user");
        PrivateFiles.write(file, "first");
        PrivateFiles.write(file, "second");
        assertEquals("second", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void failuresOfFilesAreToldInWords() {
        assertEquals("x: no such file", Failures.message(new NoSuchFileException("x")));
        assertEquals("x: may not be read or written by this user", Failures.message(new AccessDeniedException("x")));
        assertEquals("java.io.IOException", Failures.message(new IOException()));
    }

    private static String problem(int status, String body) {
        return ProblemText.of(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
