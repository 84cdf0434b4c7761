package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.dsp.LowPassResampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Detects beats in a recording that arrives in pieces of any size, and holds no more than about four minutes of it. The result
 * does not depend on how the recording was cut. For one thread.
 */
public final class QrsStream {
    /** Two sightings of one beat at a seam are closer than this. */
    private static final double APART_SECONDS = 0.15;

    private final double samplingRateHz;
    private final LowPassResampler resampler;
    private final SegmentJudge judge;
    private final Track fused;
    private final Track[] tracks;
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
        long apart = (long) (APART_SECONDS * samplingRateHz);
        this.fused = new Track(apart);
        this.tracks = new Track[leads];
        for (int lead = 0; lead < leads; lead++) {
            tracks[lead] = new Track(apart);
        }
        this.judge = new SegmentJudge(model, samplingRateHz, resampler);
        this.buffer = new int[leads][4096];
    }

    /** Takes the next samples of every lead; all arrays are equally long. */
    public void push(int[][] piece) {
        push(piece, 0, piece[0].length);
    }

    private void push(int[][] piece, int from, int to) {
        if (received == 0 && to > from) {
            origin = new int[piece.length];
            for (int lead = 0; lead < piece.length; lead++) {
                origin[lead] = piece[lead][from];
            }
        }
        int length = to - from;
        for (int lead = 0; lead < buffer.length; lead++) {
            if (held + length > buffer[lead].length) {
                buffer[lead] = Arrays.copyOf(buffer[lead], Math.max(held + length, 2 * held));
            }
            System.arraycopy(piece[lead], from, buffer[lead], held, length);
        }
        held += length;
        received += length;
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
        int[][] raw = new int[buffer.length][];
        for (int lead = 0; lead < raw.length; lead++) {
            raw[lead] = window(lead, segment);
        }
        judge.judge(segment, raw, windowFrom(segment), origin, tracks, fused);
        segmentNumber++;
        forget(windowFrom(Segment.of(segmentNumber, Long.MAX_VALUE / 4)));
    }

    private long windowFrom(Segment segment) {
        return Math.max(0, (long) resampler.inputTime(segment.from()) - resampler.reach());
    }

    private int[] window(int lead, Segment segment) {
        long from = windowFrom(segment);
        long to = Math.min(received, (long) resampler.inputTime(segment.to()) + resampler.reach() + 1);
        return Arrays.copyOfRange(buffer[lead], (int) (from - bufferFrom), (int) (to - bufferFrom));
    }

    private void forget(long before) {
        int gone = (int) Math.max(0, Math.min(held, before - bufferFrom));
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
        List<Detection> detections = new ArrayList<>();
        detections.add(Detection.of(tracks.length == 1 ? tracks[0] : fused, samplingRateHz, received));
        for (Track track : tracks) {
            detections.add(Detection.of(track, samplingRateHz, received));
        }
        return detections;
    }

    /** Detects beats in leads that are there as a whole: the fused beats first, then those of each lead. */
    public static List<Detection> detect(int[][] leads, double samplingRateHz) {
        return detect(leads, samplingRateHz, QrsModel.shipped());
    }

    static List<Detection> detect(int[][] leads, double samplingRateHz, QrsModel model) {
        QrsStream stream = new QrsStream(samplingRateHz, leads.length, model);
        int step = (int) Math.ceil(samplingRateHz * 60);
        for (int from = 0; from < leads[0].length; from += step) {
            stream.push(leads, from, Math.min(leads[0].length, from + step));
        }
        return stream.finish();
    }
}
