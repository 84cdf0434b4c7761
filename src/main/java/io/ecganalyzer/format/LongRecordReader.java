package io.ecganalyzer.format;

import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Reads a long WFDB record in pieces into compact leads: a day of three leads takes 130 MB while it is read and after. The same ECG as
 * {@link WfdbRecord#toEcg()} makes; checksums, which count for the whole only, are not looked at.
 */
public final class LongRecordReader {
    /** From here on a record is long, in samples of all signals: 80 MB as whole numbers. */
    private static final long LONG = 20_000_000;

    private static final long PIECE_FRAMES = 1 << 18;

    private final WfdbRecordReader reader;
    private final String name;
    private final WfdbHeader header;

    private LongRecordReader(WfdbRecordReader reader, String name) throws IOException {
        this.reader = reader;
        this.name = name;
        this.header = reader.header(name);
    }

    public static LongRecordReader of(Path record) throws IOException {
        Path absolute = record.toAbsolutePath();
        return new LongRecordReader(
                new WfdbRecordReader(WfdbFiles.in(absolute.getParent())), WfdbRecordReader.recordName(absolute));
    }

    /** Whether a record is long, all of its signals have one rate, and none is stored as differences from the beginning on. */
    public static boolean isLong(Path record) throws IOException {
        WfdbHeader header = of(record).header;
        return header.segments().isEmpty()
                && header.frames().orElse(0) * header.signals().size() >= LONG
                && header.signals().stream()
                        .allMatch(s -> s.samplesPerFrame() == 1 && s.format() != WfdbSignalFormat.F8);
    }

    public double frameRateHz() {
        return header.frameRateHz();
    }

    /**
     * The record as an ECG.
     *
     * @throws WfdbFormatException where no signal is a voltage with samples, or their rate is not 1 to 100,000 Hz
     */
    public Ecg read() throws IOException {
        OptionalDouble rateHz = header.ecgRateHz(header.frameRateHz());
        long frames = header.frames().orElseThrow();
        List<GrowingLead> signals = new ArrayList<>();
        for (long from = 0; from < frames; from += PIECE_FRAMES) {
            WfdbRecord piece = reader.read(name, from, Math.min(frames, from + PIECE_FRAMES));
            for (int k = 0; k < piece.signals().size(); k++) {
                if (from == 0) {
                    signals.add(new GrowingLead(piece.signals().get(k), Math.toIntExact(frames)));
                }
                signals.get(k).add(piece.signals().get(k).samples());
            }
        }
        Set<String> names = new HashSet<>();
        List<Lead> leads = new ArrayList<>();
        for (GrowingLead signal : signals) {
            if (signal.isLead()) {
                leads.add(signal.lead(names));
            }
        }
        if (leads.isEmpty()) {
            throw new WfdbFormatException(header.fileName(), "no signal with samples in volts, so no lead of an ECG");
        }
        return new Ecg(rateHz, leads);
    }
}
