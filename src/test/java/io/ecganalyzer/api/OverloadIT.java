package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.Answer;
import io.ecganalyzer.testing.ContractCheck;
import io.ecganalyzer.testing.RawHttp;
import org.junit.jupiter.api.Test;

/** An API before which too many jobs wait. */
final class OverloadIT {
    private static final String ECG = "{\"leads\":[{\"name\":\"I\",\"signal\":[1,-1]}]}";

    @Test
    void submissionsAreRefusedForAWhileAndReadingGoesOn() {
        try (ApiUnderTest api = ApiUnderTest.started()) {
            RawHttp http = new RawHttp("127.0.0.1", api.port(), new ContractCheck());
            api.register(http, "ada");
            api.overloaded.set(true);
            Answer refused = submit(http);
            assertEquals(503, refused.status());
            assertEquals("5", refused.header("Retry-After").orElseThrow());
            assertTrue(refused.json().getString("detail").startsWith("Too many ECGs wait"), refused.toString());
            assertEquals(
                    200,
                    http.request("GET", "/v1/ecg")
                            .as("ada", ApiUnderTest.PASSWORD)
                            .send()
                            .status());
            api.overloaded.set(false);
            assertEquals(202, submit(http).status());
        }
    }

    private static Answer submit(RawHttp http) {
        return http.request("POST", "/v1/ecg")
                .as("ada", ApiUnderTest.PASSWORD)
                .json(ECG)
                .send();
    }
}
