package io.ecganalyzer.format;

import io.ecganalyzer.ecg.Ecg;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a WFDB header file says, as in the manual page {@code header(5)} of the WFDB library.
 *
 * @param record name of the record
 * @param frameRateHz frames a second; 250 where the header says nothing
 * @param counterFrequencyHz of the counter that timed the recording; the frame rate where the header says nothing
 * @param baseCounter the counter at sample 0
 * @param frames how many, of each signal; empty where the header leaves it to the file's length
 * @param baseTime time of day of sample 0, of an unknown time zone
 * @param baseDate day of sample 0
 * @param signals of a single-segment record
 * @param segments of a multi-segment record; empty otherwise
 * @param comments lines that began with {@code #}, without it
 */
public record WfdbHeader(
        String record,
        double frameRateHz,
        double counterFrequencyHz,
        double baseCounter,
        OptionalLong frames,
        Optional<LocalTime> baseTime,
        Optional<LocalDate> baseDate,
        List<WfdbSignalSpec> signals,
        List<Segment> segments,
        List<String> comments) {
    public WfdbHeader {
        signals = List.copyOf(signals);
        segments = List.copyOf(segments);
        comments = List.copyOf(comments);
    }

    /**
     * One piece of a multi-segment record.
     *
     * @param line of the header, from 1
     * @param record its own record's name; {@code ~} for a gap in the recording
     * @param frames how many; 0 for a layout, which describes the signals of the others
     */
    public record Segment(int line, String record, long frames) {
        /** Whether nothing was recorded in it. */
        public boolean isGap() {
            return record.equals("~");
        }
    }

    /** Whether the first segment only says which signals there are, and the others hold some of them each. */
    public boolean hasLayout() {
        return !segments.isEmpty() && segments.get(0).frames() == 0;
    }

    /**
     * A rate of this record's signals as that of an ECG.
     *
     * @throws WfdbFormatException where no ECG has such a rate: it must not pass for one that is not known
     */
    OptionalDouble ecgRateHz(double signalRateHz) throws WfdbFormatException {
        if (!Ecg.isSamplingRate(signalRateHz)) {
            throw new WfdbFormatException(
                    fileName(), "the sampling rate is " + signalRateHz + " Hz, but must be " + Ecg.SAMPLING_RATES);
        }
        return OptionalDouble.of(signalRateHz);
    }

    /** The header's file name, for messages. */
    public String fileName() {
        return record + ".hea";
    }
}
