package io.ecganalyzer.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the signals of one segment (a record with signal files of its own). */
final class WfdbSegmentReader {
    private final WfdbFiles files;
    private final WfdbHeader header;
    private final List<String> warnings = new ArrayList<>();

    WfdbSegmentReader(WfdbFiles files, WfdbHeader header) {
        this.files = files;
        this.header = header;
    }

    WfdbRecord read(long from, long to) throws IOException {
        List<WfdbSignalGroup> groups = groups();
        long frames = header.frames().orElse(Long.MAX_VALUE);
        for (WfdbSignalGroup group : groups) {
            if (group.format() != null) {
                frames = Math.min(frames, group.framesIn(files.size(group.fileName()), header));
            }
        }
        long first = Math.min(Math.max(0, from), frames);
        if (frames == Long.MAX_VALUE) {
            throw new WfdbFormatException(
                    header.fileName(),
                    "neither the header nor a file says how many samples there are; the first line should");
        }
        long count = Math.min(to, frames) - first;
        if (count <= 0) {
            throw new WfdbFormatException(
                    header.fileName(), "no samples from " + from + " on; the record has " + frames + " of each signal");
        }
        List<WfdbSignal> signals = new ArrayList<>();
        for (WfdbSignalGroup group : groups) {
            signals.addAll(read(group, first, count, frames));
        }
        return new WfdbRecord(header, signals, warnings);
    }

    /** Signals that follow each other in the header and name the same file lie in it frame by frame. */
    private List<WfdbSignalGroup> groups() throws WfdbFormatException {
        if (header.signals().isEmpty()) {
            throw new WfdbFormatException(header.fileName(), "no signals; a record to read needs at least one");
        }
        List<WfdbSignalGroup> groups = new ArrayList<>();
        List<WfdbSignalSpec> same = new ArrayList<>();
        for (WfdbSignalSpec spec : header.signals()) {
            if (!same.isEmpty() && !same.get(0).fileName().equals(spec.fileName())) {
                groups.add(WfdbSignalGroup.of(header, same));
                same.clear();
            }
            same.add(spec);
        }
        groups.add(WfdbSignalGroup.of(header, same));
        return groups;
    }

    private List<WfdbSignal> read(WfdbSignalGroup group, long first, long count, long frames) throws IOException {
        List<WfdbSignalSpec> specs = group.specs();
        List<Channel> channels = new ArrayList<>();
        int position = 0;
        for (WfdbSignalSpec spec : specs) {
            long length = count * spec.samplesPerFrame();
            if (length > Integer.MAX_VALUE - 8) {
                throw new WfdbFormatException(
                        header.fileName(), spec.line(), length + " samples do not fit an array; read it in stretches");
            }
            channels.add(new Channel(spec, position, first, new int[(int) length]));
            position += spec.samplesPerFrame();
        }
        // Differences can only be added up from the beginning.
        long start = group.format() == WfdbSignalFormat.F8 ? 0 : first;
        long end = Math.min(frames, first + count + group.maxSkewFrames());
        boolean whole = first == 0 && count == frames && group.format() != null;
        if (group.format() == null) {
            channels.forEach(c -> Arrays.fill(c.samples, WfdbSignal.INVALID));
        } else {
            decode(group, channels, start, end);
        }
        List<WfdbSignal> signals = new ArrayList<>();
        for (Channel channel : channels) {
            channel.blankUnrecorded(frames);
            if (whole) {
                channel.check(header, warnings);
            }
            signals.add(channel.signal(header.frameRateHz()));
        }
        return signals;
    }

    private void decode(WfdbSignalGroup group, List<Channel> channels, long start, long end) throws IOException {
        WfdbSignalFormat format = group.format();
        long size = files.size(group.fileName());
        int perFrame = group.samplesPerFrame();
        int chunkFrames = Math.max(1, 65_536 / perFrame);
        int[] buffer = new int[chunkFrames * perFrame + format.blockSamples()];
        for (long frame = start; frame < end; frame += chunkFrames) {
            int n = (int) Math.min(chunkFrames, end - frame);
            int lead = (int) (frame * perFrame % format.blockSamples());
            long firstSample = frame * perFrame - lead;
            int samples = n * perFrame + lead;
            long at = group.byteOffset() + format.bytesFor(firstSample);
            int bytes = (int) Math.min(format.bytesFor(samples), size - at);
            ByteBuffer part = files.part(group.fileName(), at, bytes);
            format.decode(part, buffer, samples);
            for (Channel channel : channels) {
                channel.take(buffer, lead, perFrame, frame, n, format);
            }
        }
    }

    /** One signal while its samples arrive. */
    private static final class Channel {
        private final WfdbSignalSpec spec;
        private final int position;
        private final long first;
        private final int[] samples;
        private int sum;
        private int running;
        private int initial;

        Channel(WfdbSignalSpec spec, int position, long first, int[] samples) {
            this.spec = spec;
            this.position = position;
            this.first = first;
            this.samples = samples;
            this.running = spec.initialValue().orElse(0);
        }

        void take(int[] buffer, int lead, int perFrame, long frame, int frames, WfdbSignalFormat format) {
            boolean differences = format == WfdbSignalFormat.F8;
            int perSignal = spec.samplesPerFrame();
            if (frame == 0) {
                initial = buffer[lead + position];
            }
            for (int f = 0; f < frames; f++) {
                long to = (frame + f - spec.skewFrames() - first) * perSignal;
                int from = lead + f * perFrame + position;
                for (int k = 0; k < perSignal; k++) {
                    int value = buffer[from + k];
                    if (differences) {
                        running += value;
                        value = running;
                    }
                    sum += value;
                    if (to + k >= 0 && to + k < samples.length) {
                        samples[(int) to + k] = value == format.invalid() ? WfdbSignal.INVALID : value;
                    }
                }
            }
        }

        /** The end of a signal with skew lies behind the end of the file. */
        void blankUnrecorded(long frames) {
            long recorded = (frames - spec.skewFrames() - first) * spec.samplesPerFrame();
            for (int i = (int) Math.max(0, Math.min(recorded, samples.length)); i < samples.length; i++) {
                samples[i] = WfdbSignal.INVALID;
            }
        }

        void check(WfdbHeader header, List<String> warnings) {
            String where = header.fileName() + ", line " + spec.line() + " (" + spec.description() + "): ";
            int declared = spec.checksum().orElse(0) & 0xffff;
            // A writer that does not know the sum leaves 0 there, a whole challenge database among them.
            if (declared != 0 && declared != (sum & 0xffff)) {
                warnings.add(where + "the checksum of the samples is " + (short) sum + ", the header says "
                        + spec.checksum().getAsInt());
            }
            // The library writes a missing first sample as -32768, however the format spells it.
            boolean bothMissing = initial == spec.format().invalid()
                    && spec.initialValue().orElse(0) == WfdbSignalFormat.F16.invalid();
            if (spec.initialValue().isPresent()
                    && spec.format() != WfdbSignalFormat.F8
                    && !bothMissing
                    && spec.initialValue().getAsInt() != initial) {
                warnings.add(where + "the first sample is " + initial + ", the header says "
                        + spec.initialValue().getAsInt());
            }
        }

        WfdbSignal signal(double frameRateHz) {
            return new WfdbSignal(
                    spec.description(),
                    frameRateHz * spec.samplesPerFrame(),
                    spec.units(),
                    spec.gain(),
                    spec.baseline(),
                    spec.adcZero(),
                    samples);
        }
    }
}
