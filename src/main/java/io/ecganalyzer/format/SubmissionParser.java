package io.ecganalyzer.format;

import com.fasterxml.jackson.core.JsonFactory;
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
 * Reads JSON from strangers: strictly, in bounded memory, and the samples straight into arrays of numbers, which a general reader
 * would make into millions of objects first. Knows where streamed arrays are and
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

    private static final int PIECE = 1 << 16;

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
        ArrivingText text = new ArrivingText();
        ArrivingText.Desk desk = new ArrivingText.Desk();
        byte[] piece = new byte[PIECE];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            text.add(
                    (from, to, target, offset) -> System.arraycopy(piece, from, target, offset, to - from),
                    length,
                    desk);
        }
        return parse(text);
    }

    /**
     * Reads a text of one value that has come to its end; its numbers go over into what is made of it.
     *
     * @throws MalformedJsonException if it cannot be read to its end
     */
    public ParsedJson parse(ArrivingText text) throws IOException, MalformedJsonException {
        Cuts cuts = text.end();
        try (JsonParser parser = JSON.createParser(text.kept())) {
            return parse(parser, cuts);
        }
    }

    private ParsedJson parse(JsonParser parser, Cuts cuts) throws IOException, MalformedJsonException {
        JsonFaults faults = new JsonFaults();
        try {
            if (parser.nextToken() == null) {
                throw malformed(parser, Kind.SYNTAX, cuts.placeOf(parser.currentLocation()), "there is no value");
            }
            Object root = new JsonTreeReader(parser, streamed, cuts, faults).read();
            if (parser.nextToken() != null) {
                throw malformed(
                        parser,
                        Kind.SYNTAX,
                        cuts.placeOf(parser.currentLocation()),
                        "something follows after the value");
            }
            return new ParsedJson(root, faults.first(), faults.count());
        } catch (StreamConstraintsException beyond) {
            throw tooMuch(parser, beyond, cuts.placeOf(parser.currentLocation()));
        } catch (JsonProcessingException noJson) {
            throw malformed(
                    parser, Kind.SYNTAX, cuts.placeOf(noJson.getLocation()), JsonComplaint.of(noJson, cuts::placeOf));
        }
    }

    private static MalformedJsonException tooMuch(
            JsonParser parser, StreamConstraintsException beyond, Cuts.Place place) {
        String message = String.valueOf(beyond.getOriginalMessage());
        if (message.contains("nesting depth")) {
            return malformed(parser, Kind.SYNTAX, place, "arrays and objects are nested deeper than " + MAX_DEPTH);
        }
        String what = message.startsWith("String")
                ? "a text is longer than " + MAX_TEXT + " characters"
                : message.startsWith("Number")
                        ? "a number has more than " + MAX_DIGITS + " digits"
                        : "a name is longer than " + MAX_NAME + " characters";
        return malformed(parser, Kind.TOO_LONG, place, what);
    }

    private static MalformedJsonException malformed(JsonParser parser, Kind kind, Cuts.Place place, String detail) {
        return new MalformedJsonException(kind, JsonPlace.within(parser), place.line(), place.column(), detail);
    }
}
