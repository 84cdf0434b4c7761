package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.dsp.LowPassResampler;
import java.util.Arrays;
import java.util.List;

/**
 * Detects beats in a recording that arrives in pieces of any size, and holds no more than about four minutes of it. The result
 * does not depend on how the recording was cut. For one thread.
 */
public final class QrsStream {
    private final double samplingRateHz;
    private final LowPassResampler resampler;
    private final SegmentJudge judge;
    private final Tracks tracks;
    private final int[][] buffer;
    private int[] origin;
    private int held;
    private long bufferFrom;
    private long received;
    private int segmentNumber;

    /**
     * A stream with the model of this version.
     *
     * @param samplingRateHz at least 60
     * @param leads their number
     */
    public QrsStream(double samplingRateHz, int leads) {
        this(samplingRateHz, leads, QrsModel.shipped());
    }

    QrsStream(double samplingRateHz, int leads, QrsModel model) {
        if (!(samplingRateHz >= LeadSignal.MIN_INPUT_RATE_HZ)) {
            throw new IllegalArgumentException(
                    "beats need at least " + LeadSignal.MIN_INPUT_RATE_HZ + " Hz, not " + samplingRateHz);
        }
        this.samplingRateHz = samplingRateHz;
        this.resampler = LeadSignal.resampler(samplingRateHz);
        this.tracks = Tracks.joining(leads, samplingRateHz);
        this.judge = new SegmentJudge(model, samplingRateHz, resampler);
        this.buffer = new int[leads][0];
    }

    /** Takes the next samples of every lead; all arrays are equally long. */
    public void push(int[][] piece) {
        int length = piece[0].length;
        if (received == 0 && length > 0) {
            origin = firsts(piece);
        }
        forget(windowFrom(Segment.of(segmentNumber, Long.MAX_VALUE / 4)));
        for (int lead = 0; lead < buffer.length; lead++) {
            if (held + length > buffer[lead].length) {
                buffer[lead] = Arrays.copyOf(buffer[lead], Math.max(held + length, 2 * held));
            }
            System.arraycopy(piece[lead], 0, buffer[lead], held, length);
        }
        held += length;
        received += length;
        judgeWhatIsComplete();
    }

    /** Takes a recording that is there as a whole, without a copy of it; nothing else may be pushed. */
    private void takeWhole(int[][] leads) {
        origin = firsts(leads);
        System.arraycopy(leads, 0, buffer, 0, buffer.length);
        held = leads[0].length;
        received = held;
        judgeWhatIsComplete();
    }

    private static int[] firsts(int[][] leads) {
        int[] firsts = new int[leads.length];
        for (int lead = 0; lead < leads.length; lead++) {
            firsts[lead] = leads[lead][0];
        }
        return firsts;
    }

    private void judgeWhatIsComplete() {
        while (isComplete()) {
            judge(Segment.of(segmentNumber, Long.MAX_VALUE / 4));
        }
    }

    /** Whether enough has come that neither this segment's bounds nor its samples can change any more. */
    private boolean isComplete() {
        long needed = (segmentNumber + 1) * Segment.CORE + Segment.MARGIN;
        return received > resampler.inputTime(needed + 1) + resampler.reach() + 1;
    }

    private void judge(Segment segment) {
        RawSignal[] raw = new RawSignal[buffer.length];
        for (int lead = 0; lead < raw.length; lead++) {
            raw[lead] = window(lead, segment);
        }
        judge.judge(segment, raw, origin, tracks.leads(), tracks.fused());
        segmentNumber++;
    }

    private long windowFrom(Segment segment) {
        return windowFrom(segment, resampler);
    }

    /** The first sample of the recording that a segment's samples at 200 Hz are made of. */
    static long windowFrom(Segment segment, LowPassResampler resampler) {
        return Math.max(0, (long) resampler.inputTime(segment.from()) - resampler.reach());
    }

    private RawSignal window(int lead, Segment segment) {
        long from = windowFrom(segment);
        long to = windowTo(segment, resampler, received);
        return new RawSignal(buffer[lead], (int) (from - bufferFrom), (int) (to - bufferFrom), from);
    }

    /** The sample after the last of them. */
    static long windowTo(Segment segment, LowPassResampler resampler, long length) {
        return Math.min(length, (long) resampler.inputTime(segment.to()) + resampler.reach() + 1);
    }

    private void forget(long before) {
        int gone = (int) Math.max(0, Math.min(held, before - bufferFrom));
        if (gone == 0) {
            return;
        }
        for (int[] samples : buffer) {
            System.arraycopy(samples, gone, samples, 0, held - gone);
        }
        held -= gone;
        bufferFrom += gone;
    }

    /** Ends the recording. */
    public List<Detection> finish() {
        long length = resampler.outputLength(received);
        while (length > segmentNumber * Segment.CORE
                && (segmentNumber == 0 || length > segmentNumber * Segment.CORE + Segment.MARGIN)) {
            judge(Segment.of(segmentNumber, length));
        }
        return tracks.detections(samplingRateHz, received);
    }

    /** Detects beats in leads that are there as a whole: the fused beats first, then those of each lead. */
    public static List<Detection> detect(int[][] leads, double samplingRateHz) {
        return detect(leads, samplingRateHz, QrsModel.shipped());
    }

    static List<Detection> detect(int[][] leads, double samplingRateHz, QrsModel model) {
        QrsStream stream = new QrsStream(samplingRateHz, leads.length, model);
        stream.takeWhole(leads);
        return stream.finish();
    }
}
