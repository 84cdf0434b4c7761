package io.ecganalyzer.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.ecganalyzer.format.MalformedJsonException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads JSON from strangers: strictly, in bounded memory, and the samples straight into {@code int[]}s, which a general reader
 * would make into millions of objects first (60,000 samples: 2 ms here, 150 ms there). Knows where streamed arrays are and
 * nothing else of the contract.
 */
public final class SubmissionParser {
    /** A submission is 5 deep; a thread's stack takes some thousands. */
    static final int MAX_DEPTH = 32;

    /** The longest text that is taken has 1024 characters. More are read only to be able to say that they are too many. */
    static final int MAX_TEXT = 10_000;

    private static final int MAX_NAME = 1_000;

    /** So that a number far too large can be pointed at like any other; it is never converted. */
    private static final int MAX_DIGITS = 100_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // JSON between systems is UTF-8 (RFC 8259, section 8.1); UTF-16 is not guessed.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            // Names of strangers are not kept for ever.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_DIGITS)
                    .build())
            .build();

    private final List<StreamedArray> streamed;

    public SubmissionParser(List<StreamedArray> streamed) {
        this.streamed = List.copyOf(streamed);
    }

    /**
     * Reads a text of one value.
     *
     * @throws MalformedJsonException if it cannot be read to its end
     * @throws IOException if the stream cannot
     */
    public ParsedJson parse(InputStream in) throws IOException, MalformedJsonException {
        try (JsonParser parser = JSON.createParser(in)) {
            return parse(parser);
        }
    }

    private ParsedJson parse(JsonParser parser) throws IOException, MalformedJsonException {
        JsonFaults faults = new JsonFaults();
        try {
            if (parser.nextToken() == null) {
                throw malformed(parser, Kind.SYNTAX, parser.currentLocation(), "there is no value");
            }
            Object root = new JsonTreeReader(parser, streamed, faults).read();
            if (parser.nextToken() != null) {
                throw malformed(parser, Kind.SYNTAX, parser.currentLocation(), "something follows after the value");
            }
            return new ParsedJson(root, faults.first(), faults.count());
        } catch (StreamConstraintsException beyond) {
            throw tooMuch(parser, beyond);
        } catch (JsonProcessingException noJson) {
            throw malformed(parser, Kind.SYNTAX, noJson.getLocation(), JsonComplaint.of(noJson));
        }
    }

    private static MalformedJsonException tooMuch(JsonParser parser, StreamConstraintsException beyond) {
        String message = String.valueOf(beyond.getOriginalMessage());
        if (message.contains("nesting depth")) {
            return malformed(
                    parser,
                    Kind.SYNTAX,
                    parser.currentLocation(),
                    "arrays and objects are nested deeper than " + MAX_DEPTH);
        }
        String what = message.startsWith("String")
                ? "a text is longer than " + MAX_TEXT + " characters"
                : message.startsWith("Number")
                        ? "a number has more than " + MAX_DIGITS + " digits"
                        : "a name is longer than " + MAX_NAME + " characters";
        return malformed(parser, Kind.TOO_LONG, parser.currentLocation(), what);
    }

    private static MalformedJsonException malformed(
            JsonParser parser, Kind kind, JsonLocation location, String detail) {
        int line = location == null ? 1 : location.getLineNr();
        int column = location == null ? 1 : location.getColumnNr();
        return new MalformedJsonException(kind, JsonPlace.within(parser), line, column, detail);
    }
}
