package io.ecganalyzer.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A WFDB annotation file in MIT format, as in the manual page {@code annot(5)} of the WFDB library; what was read is written back
 * byte for byte.
 *
 * <pre>
 *   a word of 16 bits, least significant byte first: |code, 6 bits|I, 10 bits|
 *   code 1..58   a mark, I samples after the one before
 *   SKIP 59      the next mark comes later by the 32 bits that follow (upper word first)
 *   NUM 60       I is the number of the mark before and of those that follow
 *   SUB 61       I is the subtype of the mark before
 *   CHN 62       I is the channel of the mark before and of those that follow
 *   AUX 63       I bytes of text for the mark before, padded to an even number
 *   0            the end
 * </pre>
 *
 * @param marks all of them as they lie in the file, notes about the file itself included
 */
public record WfdbAnnotations(List<WfdbAnnotation> marks) {
    private static final String TIME_RESOLUTION = "## time resolution: ";
    private static final int SKIP = 59;
    private static final int NUM = 60;
    private static final int SUB = 61;
    private static final int CHN = 62;
    private static final int AUX = 63;
    private static final int MAX_INTERVAL = 1023;

    public WfdbAnnotations {
        marks = List.copyOf(marks);
    }

    /** Marks in samples of another rate than the record's, which the file says of itself. */
    public static WfdbAnnotations withTimeResolution(double ticksPerSecond, List<WfdbAnnotation> marks) {
        String text = TIME_RESOLUTION
                + (ticksPerSecond == Math.rint(ticksPerSecond) && ticksPerSecond < 1e9
                        ? Long.toString((long) ticksPerSecond)
                        : Double.toString(ticksPerSecond));
        WfdbAnnotation note = new WfdbAnnotation(0, WfdbAnnotationType.NOTE.code(), 0, 0, 0, text);
        return new WfdbAnnotations(
                Stream.concat(Stream.of(note), marks.stream()).toList());
    }

    /** How many units of the marks' times make a second, where the file says so; otherwise they are samples. */
    public OptionalDouble timeResolution() {
        for (WfdbAnnotation mark : marks) {
            if (isAboutTheFile(mark) && mark.text().startsWith(TIME_RESOLUTION)) {
                try {
                    double ticks = Double.parseDouble(
                            mark.text().substring(TIME_RESOLUTION.length()).strip());
                    return ticks > 0 && ticks < Double.POSITIVE_INFINITY
                            ? OptionalDouble.of(ticks)
                            : OptionalDouble.empty();
                } catch (NumberFormatException e) {
                    return OptionalDouble.empty(); // a note like any other
                }
            }
        }
        return OptionalDouble.empty();
    }

    /** The marks on the recording: all but the notes about the file itself. */
    public List<WfdbAnnotation> onTheRecording() {
        return marks.stream().filter(m -> !isAboutTheFile(m)).toList();
    }

    /** Samples of the QRS complexes, in order of time. */
    public long[] beats() {
        return marks.stream()
                .filter(WfdbAnnotation::isBeat)
                .mapToLong(WfdbAnnotation::sample)
                .sorted()
                .toArray();
    }

    private static boolean isAboutTheFile(WfdbAnnotation mark) {
        return mark.sample() == 0
                && mark.is(WfdbAnnotationType.NOTE)
                && mark.aux().startsWith("## ");
    }

    /** Reads a file. */
    public static WfdbAnnotations read(Path file) throws IOException {
        return parse(file.getFileName().toString(), Files.readAllBytes(file));
    }

    /** Writes a file. */
    public void write(Path file) throws IOException {
        Files.write(file, toBytes());
    }

    /**
     * Decodes the bytes of a file.
     *
     * @param file its name, for messages
     */
    public static WfdbAnnotations parse(String file, byte[] bytes) throws WfdbFormatException {
        List<WfdbAnnotation> marks = new ArrayList<>();
        long time = 0;
        int channel = 0;
        int number = 0;
        int at = 0;
        while (true) {
            int word = word(file, bytes, at);
            int code = word >> 10;
            int interval = word & MAX_INTERVAL;
            at += 2;
            if (word == 0) {
                return new WfdbAnnotations(marks);
            }
            if (code == SKIP) {
                time += (word(file, bytes, at) << 16) | word(file, bytes, at + 2);
                at += 4;
                continue;
            }
            if (code < SKIP) {
                time += interval;
                marks.add(new WfdbAnnotation(time, code, 0, channel, number, ""));
                continue;
            }
            if (marks.isEmpty()) {
                throw fault(
                        file, at - 2, "a modifier (code " + code + ") comes before any mark that it could belong to");
            }
            int last = marks.size() - 1;
            WfdbAnnotation mark = marks.get(last);
            switch (code) {
                case NUM -> number = signed(interval);
                case CHN -> channel = interval;
                case SUB ->
                    mark = new WfdbAnnotation(
                            mark.sample(), mark.code(), signed(interval), mark.channel(), mark.number(), mark.aux());
                default -> {
                    if (at + interval > bytes.length) {
                        throw fault(file, at, "a text of " + interval + " bytes goes beyond the end of the file");
                    }
                    String text = new String(bytes, at, interval, StandardCharsets.ISO_8859_1);
                    mark = new WfdbAnnotation(
                            mark.sample(), mark.code(), mark.subtype(), mark.channel(), mark.number(), text);
                    at += interval + interval % 2;
                }
            }
            marks.set(
                    last, new WfdbAnnotation(mark.sample(), mark.code(), mark.subtype(), channel, number, mark.aux()));
        }
    }

    /** Encodes, in the order of the list; marks that go back in time take a SKIP, as any far one. */
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long time = 0;
        int channel = 0;
        int number = 0;
        for (WfdbAnnotation mark : marks) {
            long interval = skipped(out, mark.sample() - time);
            time = mark.sample();
            if (mark.code() == 0 && interval == 0) {
                // Two bytes of 0 end a file: one sample back and one forth instead, as some files of svdb begin.
                putSkip(out, -1);
                interval = 1;
            }
            put(out, mark.code(), (int) interval);
            if (mark.subtype() != 0) {
                put(out, SUB, mark.subtype());
            }
            if (mark.channel() != channel) {
                channel = mark.channel();
                put(out, CHN, channel);
            }
            if (mark.number() != number) {
                number = mark.number();
                put(out, NUM, number);
            }
            if (!mark.aux().isEmpty()) {
                byte[] text = mark.aux().getBytes(StandardCharsets.ISO_8859_1);
                put(out, AUX, text.length);
                out.writeBytes(text);
                if (text.length % 2 != 0) {
                    out.write(0);
                }
            }
        }
        put(out, 0, 0);
        return out.toByteArray();
    }

    /** Writes as many SKIPs as the interval needs, and returns what is left of it for the mark itself. */
    private static long skipped(ByteArrayOutputStream out, long interval) {
        long left = interval;
        while (left < 0 || left > MAX_INTERVAL) {
            int skip = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, left));
            putSkip(out, skip);
            left -= skip;
        }
        return left;
    }

    private static void putSkip(ByteArrayOutputStream out, int skip) {
        put(out, SKIP, 0);
        putWord(out, skip >>> 16);
        putWord(out, skip);
    }

    private static void put(ByteArrayOutputStream out, int code, int interval) {
        putWord(out, code << 10 | (interval & MAX_INTERVAL));
    }

    private static void putWord(ByteArrayOutputStream out, int word) {
        out.write(word);
        out.write(word >> 8);
    }

    private static int word(String file, byte[] bytes, int at) throws WfdbFormatException {
        if (at + 2 > bytes.length) {
            throw fault(file, at, "the file ends without its end mark (two bytes of 0); it may be cut short");
        }
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    private static int signed(int interval) {
        return (interval << 22) >> 22;
    }

    private static WfdbFormatException fault(String file, int at, String fault) {
        return new WfdbFormatException(file, "byte " + at + ": " + fault);
    }
}
