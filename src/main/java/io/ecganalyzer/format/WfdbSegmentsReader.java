package io.ecganalyzer.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joins the segments of a multi-segment record. With a fixed layout every segment has the same signals; with a variable one, the
 * first segment lists all signals and each segment brings those of them that were recorded then, found by description. What was
 * not recorded is {@link WfdbSignal#INVALID}. Segments of another gain are scaled to that of the list.
 */
final class WfdbSegmentsReader {
    // A header can promise gaps of any length without a byte behind them: 2 GiB of samples is where that ends.
    private static final long MAX_SAMPLES = 1L << 29;

    private final WfdbRecordReader reader;
    private final WfdbHeader header;
    private final List<String> warnings = new ArrayList<>();

    WfdbSegmentsReader(WfdbRecordReader reader, WfdbHeader header) {
        this.reader = reader;
        this.header = header;
    }

    WfdbRecord read(long from, long to) throws IOException {
        List<WfdbSignalSpec> specs = specs();
        long frames =
                header.segments().stream().mapToLong(WfdbHeader.Segment::frames).sum();
        long first = Math.max(0, from);
        long count = Math.min(to, frames) - first;
        if (count <= 0) {
            throw new WfdbFormatException(
                    header.fileName(), "no samples from " + from + " on; the record has " + frames + " of each signal");
        }
        long perFrame =
                specs.stream().mapToLong(WfdbSignalSpec::samplesPerFrame).sum();
        if (count > MAX_SAMPLES / perFrame) {
            throw new WfdbFormatException(
                    header.fileName(),
                    count + " times " + perFrame + " samples, but at most " + MAX_SAMPLES
                            + " are read at once; read it in stretches");
        }
        List<WfdbSignal> signals =
                specs.stream().map(s -> empty(s, (int) count)).toList();
        long start = 0;
        for (WfdbHeader.Segment segment : header.segments()) {
            long end = start + segment.frames();
            if (!segment.isGap() && start < first + count && end > first && end > start) {
                join(segment, start, first, first + count, signals);
            }
            start = end;
        }
        return new WfdbRecord(header, signals, warnings);
    }

    private List<WfdbSignalSpec> specs() throws IOException {
        for (WfdbHeader.Segment segment : header.segments()) {
            if (!segment.isGap()) {
                return segmentHeader(segment).signals();
            }
        }
        throw new WfdbFormatException(header.fileName(), "all segments are gaps, so there is nothing to read");
    }

    private WfdbHeader segmentHeader(WfdbHeader.Segment segment) throws IOException {
        WfdbHeader inner = reader.header(segment.record());
        if (!inner.segments().isEmpty()) {
            throw new WfdbFormatException(
                    header.fileName(),
                    segment.line(),
                    segment.record() + " has segments itself; only one level is allowed");
        }
        if (inner.signals().isEmpty()) {
            throw new WfdbFormatException(header.fileName(), segment.line(), segment.record() + " has no signals");
        }
        return inner;
    }

    private WfdbSignal empty(WfdbSignalSpec spec, int frames) {
        int[] samples = new int[frames * spec.samplesPerFrame()];
        Arrays.fill(samples, WfdbSignal.INVALID);
        return new WfdbSignal(
                spec.description(),
                header.frameRateHz() * spec.samplesPerFrame(),
                spec.units(),
                spec.gain(),
                spec.baseline(),
                spec.adcZero(),
                samples);
    }

    private void join(WfdbHeader.Segment segment, long start, long first, long last, List<WfdbSignal> signals)
            throws IOException {
        long lo = Math.max(first, start);
        long hi = Math.min(last, start + segment.frames());
        segmentHeader(segment);
        WfdbRecord piece = reader.read(segment.record(), lo - start, hi - start);
        warnings.addAll(piece.warnings());
        for (int i = 0; i < piece.signals().size(); i++) {
            WfdbSignal source = piece.signals().get(i);
            WfdbSignal target =
                    header.hasLayout() ? named(source.name(), signals) : i < signals.size() ? signals.get(i) : null;
            if (target == null) {
                warnings.add(segment.record() + ": signal " + source.name() + " is not in the layout and was left out");
                continue;
            }
            copy(segment, source, target, lo - first, hi - lo);
        }
    }

    private static WfdbSignal named(String name, List<WfdbSignal> signals) {
        return signals.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
    }

    private void copy(WfdbHeader.Segment segment, WfdbSignal source, WfdbSignal target, long frame, long frames)
            throws WfdbFormatException {
        int perFrame = (int) Math.round(target.samplingRateHz() / header.frameRateHz());
        if (source.samples().length != frames * perFrame) {
            throw new WfdbFormatException(
                    header.fileName(),
                    segment.line(),
                    segment.record() + " has " + source.samples().length + " samples of " + source.name() + ", but "
                            + frames * perFrame + " are promised");
        }
        int at = (int) (frame * perFrame);
        boolean scaled = source.gain().isPresent()
                && target.gain().isPresent()
                && source.units().equals(target.units())
                && (source.gain().getAsDouble() != target.gain().getAsDouble()
                        || source.baseline() != target.baseline());
        if (!scaled) {
            System.arraycopy(source.samples(), 0, target.samples(), at, source.samples().length);
            return;
        }
        double factor = target.gain().getAsDouble() / source.gain().getAsDouble();
        for (int sample : source.samples()) {
            target.samples()[at++] = sample == WfdbSignal.INVALID
                    ? sample
                    : (int) Math.round((sample - (double) source.baseline()) * factor + target.baseline());
        }
    }
}
