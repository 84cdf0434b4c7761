package io.ecganalyzer.format;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** An ECG as the JSON that the API takes. */
public final class SubmissionJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final SubmissionParser PARSER = new SubmissionParser(List.of(new StreamedArray(
            List.of("leads", StreamedArray.ANY_ITEM, "signal"),
            1,
            Integer.MAX_VALUE - 8,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE)));

    private SubmissionJson() {}

    /**
     * Writes a submission.
     *
     * @param id of the ECG; with one, the submission is safe to repeat
     */
    public static void write(OutputStream out, Ecg ecg, Optional<UUID> id) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            if (id.isPresent()) {
                json.writeStringField("id", id.get().toString());
            }
            if (ecg.samplingRateHz().isPresent()) {
                json.writeFieldName("sampling_rate");
                number(json, ecg.samplingRateHz().getAsDouble());
            }
            json.writeArrayFieldStart("leads");
            for (Lead lead : ecg.leads()) {
                write(json, lead);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Lead lead) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", lead.name());
        json.writeNumberField("number_of_samples", lead.length());
        if (lead.calibration().isPresent()) {
            json.writeFieldName("gain");
            number(json, lead.calibration().get().gain());
            json.writeNumberField("baseline", lead.calibration().get().baseline());
        }
        json.writeFieldName("signal");
        json.writeArray(lead.samples(), 0, lead.length());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    /**
     * Reads the ECG of a submission. The service judges more strictly, by its contract; here only what an ECG needs must be right.
     *
     * @param file its name, for messages
     */
    public static Ecg read(String file, InputStream in) throws IOException {
        ParsedJson parsed;
        try {
            parsed = PARSER.parse(in);
        } catch (MalformedJsonException e) {
            throw new IOException(file + ", line " + e.line() + ", column " + e.column() + ": " + e.getMessage(), e);
        }
        if (!parsed.faults().isEmpty()) {
            JsonFault fault = parsed.faults().get(0);
            throw new IOException(file + ": " + fault.pointer() + " " + fault.detail());
        }
        try {
            return ecg(parsed.root());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Ecg ecg(Object root) {
        if (!(root instanceof Map<?, ?> submission) || !(submission.get("leads") instanceof List<?> given)) {
            throw new IllegalArgumentException("an ECG is an object with an array \"leads\"");
        }
        List<Lead> leads = new ArrayList<>();
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            Lead lead = lead("/leads/" + i, given.get(i), submission);
            Integer twin = indexes.putIfAbsent(lead.name(), i);
            if (twin != null) {
                throw new IllegalArgumentException("/leads/" + i + "/name is the name of lead " + twin + " as well");
            }
            leads.add(lead);
        }
        Object rate = submission.get("sampling_rate");
        return new Ecg(
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(number("/sampling_rate", rate)), leads);
    }

    private static Lead lead(String pointer, Object value, Map<?, ?> submission) {
        if (!(value instanceof Map<?, ?> lead)
                || !(lead.get("name") instanceof String name)
                || !ParsedJson.isSamples(lead.get("signal"))) {
            throw new IllegalArgumentException(
                    pointer + " must be an object with a text \"name\" and an array of whole numbers \"signal\"");
        }
        return ParsedJson.lead(name, lead.get("signal"), calibration(pointer, lead, submission));
    }

    private static Optional<Calibration> calibration(String pointer, Map<?, ?> lead, Map<?, ?> submission) {
        String ofGain = lead.containsKey("gain") ? pointer : "";
        Object gain = (ofGain.isEmpty() ? submission : lead).get("gain");
        String ofBaseline = lead.containsKey("baseline") ? pointer : "";
        Object baseline = (ofBaseline.isEmpty() ? submission : lead).get("baseline");
        int zero = baseline == null ? 0 : wholeNumber(ofBaseline + "/baseline", baseline);
        return gain == null ? Optional.empty() : Optional.of(new Calibration(gain(ofGain + "/gain", gain), zero));
    }

    private static double gain(String pointer, Object value) {
        double gain = number(pointer, value);
        if (!Calibration.isGain(gain)) {
            throw new IllegalArgumentException(pointer + " is " + gain + ", but must be " + Calibration.GAINS);
        }
        return gain;
    }

    private static int wholeNumber(String pointer, Object value) {
        double number = number(pointer, value);
        if (number != (int) number) {
            throw new IllegalArgumentException(pointer + " is " + value + ", but must be a whole number of 32 bits");
        }
        return (int) number;
    }

    private static double number(String pointer, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(pointer + " must be a number");
    }
}
