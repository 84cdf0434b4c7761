package io.ecganalyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReportTablesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aReportOfAnyAnalyzerIsLaidOutByItsShape() throws IOException {
        assertEquals("""
                2 leads of 15 or 7 samples: II, V1

                anything 1.2.0 (0.0214 ms, policy adjacent)
                  rate   72.12
                  count  8
                  times  1, 2, 3, 4, 5, 6, 7, 8, … (9)
                  none   none
                  not known: missing
                  inner
                    a  1
                  leads
                    name  flat  reasons  duration s
                    ────  ────  ───────  ──────────
                    II       3  x, y              2
                    V1       0  0                 -

                other 1.0.0: no result, needs the sampling rate
                """, shown("""
                        {"leads":[{"name":"II","number_of_samples":15},{"name":"V1","number_of_samples":7}],
                        "analyses":{
                        "anything":{"version":"1.2.0","parameters":{"policy":"adjacent"},"duration_ms":0.0214,"result":{
                          "rate":72.123,"count":8,"missing":null,"times":[1,2,3,4,5,6,7,8,9],"none":[],"inner":{"a":1},
                          "leads":[{"name":"II","flat":{"count":3,"first":[]},"reasons":["x","y"],"duration_s":2.0},
                                   {"name":"V1","flat":{"count":0,"first":[]},"reasons":[],"duration_s":null}]}},
                        "other":{"version":"1.0.0","parameters":{},"duration_ms":0,"skipped":"needs the sampling rate"}}}
                        """));
    }

    @Test
    void aLongListShowsItsFirstAndItsLength() throws IOException {
        String beats = "{\"sample\":1},".repeat(1999) + "{\"sample\":1}";
        String text =
                shown("{\"leads\":[],\"analyses\":{\"b\":{\"version\":\"1\",\"result\":{\"beats\":[" + beats + "]}}}}");
        assertTrue(text.contains("beats: the first 6 of 2,000"), text);
        assertEquals(6, text.lines().filter(l -> l.strip().equals("1")).count());
    }

    @Test
    void aFailureIsToldInWords() throws IOException {
        String text = shown(
                "{\"leads\":[],\"analyses\":{},\"failure\":{\"code\":\"x\",\"message\":\"Given up after 5 attempts.\"}}");
        assertTrue(text.contains("The analysis failed: Given up after 5 attempts."), text);
    }

    @Test
    void unitsAreThoseOfTheAnalyzers() {
        ResultUnits units = new ResultUnits(AnalyzerRegistry.load().infos());
        assertEquals("mV", units.of("signal_summary.leads.mean_mv"));
        assertEquals("", units.of("signal_summary.leads.name"));
        assertEquals("", units.of("unknown.field"));
    }

    private static String shown(String json) throws IOException {
        var report = JSON.readTree(json);
        return Printed.by(out ->
                new ReportTables(out, new ResultUnits(AnalyzerRegistry.load().infos()), 100).print(report));
    }
}
