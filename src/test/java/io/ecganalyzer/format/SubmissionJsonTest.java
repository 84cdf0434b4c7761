package io.ecganalyzer.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionJsonTest {
    @Test
    void anEcgIsWrittenAsTheApiTakesIt() throws IOException {
        Ecg ecg = new Ecg(
                OptionalDouble.of(360),
                List.of(
                        new Lead("II", new int[] {1, -2, Integer.MIN_VALUE}, Optional.of(new Calibration(200.5, 1024))),
                        new Lead("\u03bc", new int[] {7}, Optional.empty())));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SubmissionJson.write(out, ecg, Optional.of(new UUID(0, 1)));
        assertEquals(
                "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"sampling_rate\":360,\"leads\":["
                        + "{\"name\":\"II\",\"number_of_samples\":3,\"gain\":200.5,\"baseline\":1024,"
                        + "\"signal\":[1,-2,-2147483648]},"
                        + "{\"name\":\"\u03bc\",\"number_of_samples\":1,\"signal\":[7]}]}",
                out.toString(StandardCharsets.UTF_8));
        Ecg back = SubmissionJson.read("x", new ByteArrayInputStream(out.toByteArray()));
        assertEquals(ecg.samplingRateHz(), back.samplingRateHz());
        assertArrayEquals(ecg.leads().get(0).samples(), back.leads().get(0).samples());
        assertEquals(ecg.leads().get(0).calibration(), back.leads().get(0).calibration());
        assertEquals(Optional.empty(), back.leads().get(1).calibration());
    }

    @Test
    void gainAndBaselineOfTheWholeCountForLeadsWithoutTheirOwn() throws IOException {
        Ecg ecg = read("{\"gain\":200,\"baseline\":5,\"leads\":[{\"name\":\"I\",\"signal\":[1]},"
                + "{\"name\":\"II\",\"gain\":100,\"signal\":[1]}]}");
        assertEquals(Optional.of(new Calibration(200, 5)), ecg.leads().get(0).calibration());
        assertEquals(Optional.of(new Calibration(100, 5)), ecg.leads().get(1).calibration());
        assertEquals(OptionalDouble.empty(), ecg.samplingRateHz());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                              | x.json: an ECG is an object with an array "leads"
            {"leads":[]}                                    | x.json: an ECG needs at least one lead
            {"leads":[{"signal":[1]}]}                      | x.json: /leads/0 must be an object with a text "name" and an array of whole numbers "signal"
            {"leads":[{"name":"I","signal":[1]}],"gain":"a"} | x.json: /gain must be a number
            {"leads":[{"name":"I","signal":[1]}],"gain":0}  | x.json: /gain is 0.0, but must be 1e-18 to 1e9 units per mV
            {"leads":[{"name":"I","signal":[1]}],"gain":9e-19} | x.json: /gain is 9.0E-19, but must be 1e-18 to 1e9 units per mV
            {"leads":[{"name":"I","signal":[1],"gain":1000000001}]} | x.json: /leads/0/gain is 1.000000001E9, but must be 1e-18 to 1e9 units per mV
            {"leads":[{"name":"I","signal":[1]}],"baseline":1.9}    | x.json: /baseline is 1.9, but must be a whole number of 32 bits
            {"leads":[{"name":"I","signal":[1],"baseline":2147483648}]} | x.json: /leads/0/baseline is 2147483648, but must be a whole number of 32 bits
            {"leads":[{"name":"I","signal":[1]},{"name":"I","signal":[1]}]} | x.json: /leads/1/name is the name of lead 0 as well
            {"leads":[{"name":"I","signal":[1]}],"sampling_rate":0}  | x.json: sampling rate is 0.0 Hz, but must be 1 to 100,000 Hz
            """)
    void aFaultSaysWhereAndWhat(String json, String message) {
        assertEquals(message, assertThrows(IOException.class, () -> read(json)).getMessage());
    }

    @Test
    void brokenJsonSaysTheLine() {
        String message =
                assertThrows(IOException.class, () -> read("{\n\"leads\" 5}")).getMessage();
        assertEquals("x.json, line 2, column ", message.substring(0, 23));
    }

    @Test
    void aBadSampleIsPointedAt() {
        String message = assertThrows(
                        IOException.class, () -> read("{\"leads\":[{\"name\":\"I\",\"signal\":[1,2.5]}]}"))
                .getMessage();
        assertEquals("x.json: /leads/0/signal/1 ", message.substring(0, 26));
    }

    private static Ecg read(String json) throws IOException {
        return SubmissionJson.read("x.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
