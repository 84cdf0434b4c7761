package io.ecganalyzer.format;

import io.ecganalyzer.ecg.Calibration;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a WFDB header. */
final class WfdbHeaderParser {
    private static final double DEFAULT_FRAME_RATE_HZ = 250;
    // Far above any recording, low enough that a damaged header cannot ask for gigabytes of lists.
    private static final int MAX_SIGNALS = 10_000;
    private static final int MAX_SAMPLES_PER_FRAME = 100_000;
    private static final Pattern RATE = Pattern.compile("([0-9.eE+-]+)(?:/([0-9.eE+-]+)(?:\\(([0-9.eE+-]+)\\))?)?");
    private static final Pattern FORMAT = Pattern.compile("(\\d+)(?:x(\\d+))?(?::(\\d+))?(?:\\+(\\d+))?");
    private static final Pattern GAIN = Pattern.compile("([0-9.eE+-]+)(?:\\((-?\\d+)\\))?(?:/(.*))?");
    private static final Pattern TIME = Pattern.compile("(?:(?:(\\d{1,2}):)?(\\d{1,2}):)?(\\d{1,2})(?:\\.(\\d+))?");
    private static final Pattern DATE = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{1,4})");

    private final String file;
    private final List<String> comments = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();

    WfdbHeaderParser(String file, String text) {
        this.file = file;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("#")) {
                comments.add(line.substring(1));
            } else if (!line.isBlank()) {
                lines.add(line.strip());
                numbers.add(number);
            }
        }
    }

    WfdbHeader parse() throws WfdbFormatException {
        if (lines.isEmpty()) {
            throw new WfdbFormatException(
                    file,
                    "no record line; the first line should read like \"100 2 360 650000\" (name, signals, Hz, samples)");
        }
        int number = numbers.get(0);
        Fields fields = new Fields(lines.get(0));
        String name = fields.next().orElseThrow();
        int slash = name.indexOf('/');
        int count = (int) whole(fields.next(), number, "the number of signals", MAX_SIGNALS);
        Matcher rate = matched(RATE, fields.next().orElse("250"), number, "the sampling rate should read like 360");
        double frameRate = frequency(rate.group(1), number, DEFAULT_FRAME_RATE_HZ);
        double counterRate = frequency(rate.group(2), number, frameRate);
        Optional<String> frames = fields.next();
        boolean hasFrames = frames.isPresent() && !frames.get().equals("0");
        OptionalLong frameCount = hasFrames
                ? OptionalLong.of(whole(frames, number, "the number of samples", Long.MAX_VALUE))
                : OptionalLong.empty();
        Optional<LocalTime> time = fields.next().flatMap(WfdbHeaderParser::time);
        Optional<LocalDate> date = fields.next().flatMap(WfdbHeaderParser::date);
        int segments = slash < 0
                ? 0
                : (int) whole(Optional.of(name.substring(slash + 1)), number, "the number of segments", MAX_SIGNALS);
        return new WfdbHeader(
                slash < 0 ? name : name.substring(0, slash),
                frameRate,
                counterRate,
                rate.group(3) == null ? 0 : number(rate.group(3), number, "the base counter value"),
                frameCount,
                time,
                date,
                slash < 0 ? signals(name, count) : List.of(),
                slash < 0 ? List.of() : segments(segments, frameCount),
                comments);
    }

    private List<WfdbSignalSpec> signals(String record, int count) throws WfdbFormatException {
        expectLines(count, "signals");
        List<WfdbSignalSpec> signals = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            signals.add(signal(record, i - 1, lines.get(i), numbers.get(i)));
        }
        return signals;
    }

    private WfdbSignalSpec signal(String record, int index, String text, int line) throws WfdbFormatException {
        Fields fields = new Fields(text);
        String signalFile = fields.next().orElseThrow();
        String form = fields.next()
                .orElseThrow(() -> fault(line, "no format after the file name; it should read like \"100.dat 212\""));
        Matcher format = matched(FORMAT, form, line, "the format should read like 212, 16x4, 16:3 or 16+24");
        Optional<String> gainField = fields.next();
        Matcher gain =
                matched(GAIN, gainField.orElse("0"), line, "the gain should read like 200, 200/mV or 200(1024)/mV");
        int resolution = integer(fields.next(), line, "the ADC resolution", 0);
        int adcZero = integer(fields.next(), line, "the ADC zero", 0);
        Optional<String> initial = fields.next();
        Optional<String> checksum = fields.next();
        fields.next(); // block size: how a tape or pipe is to be read, of no meaning for a file
        String units = gain.group(3) == null || gain.group(3).isEmpty() ? "mV" : gain.group(3);
        return new WfdbSignalSpec(
                line,
                signalFile,
                format.group(1).equals("0") ? null : format(format.group(1), line),
                Math.max(1, integer(Optional.ofNullable(format.group(2)), line, "samples per frame", 1)),
                integer(Optional.ofNullable(format.group(3)), line, "the skew", 0),
                integer(Optional.ofNullable(format.group(4)), line, "the byte offset", 0),
                gain(gain.group(1), units, line),
                gain.group(2) == null ? adcZero : integer(Optional.of(gain.group(2)), line, "the baseline", 0),
                units,
                resolution,
                adcZero,
                optional(initial, line, "the initial value"),
                optional(checksum, line, "the checksum"),
                fields.rest().orElse("record " + record + ", signal " + index));
    }

    /** Of a voltage within the bounds of a {@link Calibration}, whatever its sign; of anything else finite. 0 says that it is not known. */
    private OptionalDouble gain(String text, String units, int line) throws WfdbFormatException {
        double gain = number(text, line, "the gain");
        if (gain == 0) {
            return OptionalDouble.empty();
        }
        OptionalDouble unit = WfdbSignal.millivoltsPer(units);
        if (unit.isPresent() && !Calibration.isGain(Math.abs(gain) / unit.getAsDouble())) {
            throw fault(line, "the gain is " + text + " per " + units + ", but must be " + Calibration.GAINS);
        }
        if (Double.isInfinite(gain)) {
            throw fault(line, "the gain is " + text + " per " + units + ", but must be finite");
        }
        return OptionalDouble.of(gain);
    }

    private WfdbSignalFormat format(String code, int line) throws WfdbFormatException {
        return WfdbSignalFormat.ofCode(integer(Optional.of(code), line, "the format", 0))
                .orElseThrow(() ->
                        fault(line, "signal format " + code + " is not known; known are " + WfdbSignalFormat.codes()));
    }

    private List<WfdbHeader.Segment> segments(int count, OptionalLong frames) throws WfdbFormatException {
        if (count == 0) {
            throw fault(numbers.get(0), "a multi-segment record needs at least one segment");
        }
        expectLines(count, "segments");
        List<WfdbHeader.Segment> segments = new ArrayList<>(count);
        long sum = 0;
        for (int i = 1; i <= count; i++) {
            Fields fields = new Fields(lines.get(i));
            String name = fields.next().orElseThrow();
            long length = whole(fields.next(), numbers.get(i), "the segment's number of samples", 1L << 48);
            segments.add(new WfdbHeader.Segment(numbers.get(i), name, length));
            sum += length;
        }
        if (frames.isPresent() && frames.getAsLong() != sum) {
            throw fault(
                    numbers.get(0),
                    frames.getAsLong() + " samples are promised, but the segments hold " + sum + " together");
        }
        return segments;
    }

    private void expectLines(int count, String what) throws WfdbFormatException {
        if (lines.size() - 1 < count) {
            throw fault(
                    numbers.get(0),
                    count + " " + what + " are promised, but only " + (lines.size() - 1) + " lines describe one");
        }
    }

    private static Optional<LocalTime> time(String text) {
        Matcher m = TIME.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            int nanos = m.group(4) == null ? 0 : (int) Math.round(Double.parseDouble("0." + m.group(4)) * 1e9);
            return Optional.of(LocalTime.of(
                    m.group(1) == null ? 0 : Integer.parseInt(m.group(1)),
                    m.group(2) == null ? 0 : Integer.parseInt(m.group(2)),
                    Integer.parseInt(m.group(3)),
                    Math.min(nanos, 999_999_999)));
        } catch (DateTimeException e) {
            // Seen in real headers and of no weight for the signal: better no time than no record.
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(String text) {
        Matcher m = DATE.matcher(text);
        try {
            return m.matches()
                    ? Optional.of(LocalDate.of(
                            Integer.parseInt(m.group(3)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(1))))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // as for the time
        }
    }

    private double frequency(String text, int line, double otherwise) throws WfdbFormatException {
        double hertz = text == null ? otherwise : number(text, line, "the sampling rate");
        if (!(hertz >= 0) || Double.isInfinite(hertz)) {
            throw fault(line, "the sampling rate is " + text + ", but must be above 0 Hz");
        }
        return hertz == 0 ? otherwise : hertz;
    }

    private double number(String text, int line, String what) throws WfdbFormatException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw fault(line, what + " is \"" + text + "\", but must be a number");
        }
    }

    private long whole(Optional<String> text, int line, String what, long most) throws WfdbFormatException {
        String digits = text.orElseThrow(() -> fault(line, what + " is missing"));
        if (!digits.matches("\\d{1,18}") || Long.parseLong(digits) > most) {
            throw fault(
                    line,
                    what + " is \"" + digits + "\", but must be a whole number from 0"
                            + (most == Long.MAX_VALUE ? "" : " to " + most));
        }
        return Long.parseLong(digits);
    }

    private int integer(Optional<String> text, int line, String what, int otherwise) throws WfdbFormatException {
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (what.equals("samples per frame") && value > MAX_SAMPLES_PER_FRAME) {
                throw fault(line, value + " samples per frame, but at most " + MAX_SAMPLES_PER_FRAME + " are read");
            }
            return value;
        } catch (NumberFormatException e) {
            throw fault(line, what + " is \"" + text.get() + "\", but must be a whole number of 32 bits");
        }
    }

    private OptionalInt optional(Optional<String> text, int line, String what) throws WfdbFormatException {
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(integer(text, line, what, 0));
    }

    private Matcher matched(Pattern pattern, String text, int line, String fault) throws WfdbFormatException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw fault(line, "\"" + text + "\" does not read: " + fault);
        }
        return matcher;
    }

    private WfdbFormatException fault(int line, String fault) {
        return new WfdbFormatException(file, line, fault);
    }

    /** The fields of a line, one after the other; the last may hold spaces. */
    private static final class Fields {
        private String rest;

        Fields(String line) {
            rest = line;
        }

        Optional<String> next() {
            int end = 0;
            while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
                end++;
            }
            String field = rest.substring(0, end);
            rest = rest.substring(end).stripLeading();
            return field.isEmpty() ? Optional.empty() : Optional.of(field);
        }

        Optional<String> rest() {
            return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
        }
    }
}
