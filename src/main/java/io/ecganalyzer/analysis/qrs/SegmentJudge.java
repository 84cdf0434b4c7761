package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.analysis.AnalysisInterruptedException;
import io.ecganalyzer.dsp.LowPassResampler;
import java.util.Arrays;

/** Finds the beats of one segment, on each lead and on all together, and describes its frames. For one thread. */
final class SegmentJudge {
    private static final int FRAME = FlutterFeatures.FRAME;

    /** No place in a recording. */
    private static final long UNKNOWN = -1;

    private final QrsModel model;
    private final double samplingRateHz;
    private final LowPassResampler resampler;
    private final LeadFilters filters;

    SegmentJudge(QrsModel model, double samplingRateHz, LowPassResampler resampler) {
        this.model = model;
        this.samplingRateHz = samplingRateHz;
        this.resampler = resampler;
        this.filters = new LeadFilters(resampler);
    }

    /** Adds what a segment holds to the tracks of the leads and to that of all of them. */
    void judge(Segment segment, RawSignal[] raw, int[] origin, Track[] tracks, Track fused) {
        LeadPiece[] pieces = new LeadPiece[raw.length];
        for (int lead = 0; lead < pieces.length; lead++) {
            AnalysisInterruptedException.throwIfInterrupted();
            pieces[lead] = new LeadPiece(filters.of(lead, raw[lead].above(origin[lead]), raw[lead].from(), segment));
        }
        JudgedLead[] leads = JudgedLead.of(pieces, model);
        long[][] peaks = new long[raw.length][];
        for (int lead = 0; lead < leads.length; lead++) {
            AnalysisInterruptedException.throwIfInterrupted();
            peaks[lead] = new long[leads[lead].logOdds().length];
            Arrays.fill(peaks[lead], UNKNOWN);
            beats(segment, leads[lead], raw[lead], peaks[lead], tracks[lead]);
            new LeadFrames(leads[lead], raw[lead], model.flutter(), this).describe(segment, tracks[lead]);
        }
        if (leads.length > 1) {
            fuse(segment, leads, raw, peaks, fused);
            fuseFrames(segment, tracks, fused);
        }
    }

    /** The first frame of a segment that is its own. */
    static int first(Segment segment) {
        return (int) ((segment.coreFrom() - segment.from()) / FRAME);
    }

    /** The frame after the last of its own. */
    static int last(Segment segment) {
        return (int) ((segment.coreTo() - segment.from() + FRAME - 1) / FRAME);
    }

    /** The sample of the recording at a place of a segment. */
    double sample(long place) {
        return resampler.inputTime(place);
    }

    private void beats(Segment segment, JudgedLead lead, RawSignal raw, long[] peaks, Track track) {
        int[] place = lead.piece().candidates().place();
        for (int c : lead.beats()) {
            if (!segment.isCore(place[c])) {
                continue;
            }
            long peak = peak(segment, lead, raw, peaks, c);
            if (!raw.isCut(peak)) {
                track.beat(peak, lead.logOdds()[c]);
            }
        }
    }

    /** @param peaks those that were asked for already, in samples of the recording */
    private long peak(Segment segment, JudgedLead lead, RawSignal raw, long[] peaks, int candidate) {
        if (peaks[candidate] == UNKNOWN) {
            int apex = lead.apex(lead.piece().candidates().place()[candidate]);
            peaks[candidate] = raw.peak(sample(segment.from() + apex), lead.isUpward(apex), samplingRateHz);
        }
        return peaks[candidate];
    }

    /** Fused beats take their time from the most reliable lead that shows their peak, so that intervals do not jump with the lead. */
    private void fuse(Segment segment, JudgedLead[] leads, RawSignal[] raw, long[][] peaks, Track fused) {
        Fusion fusion = new Fusion(leads);
        float[] logOdds = fusion.logOdds();
        double[] reliability = new double[leads.length];
        for (int lead = 0; lead < leads.length; lead++) {
            reliability[lead] = leads[lead].reliability();
        }
        for (int group : SequenceChooser.choose(fusion.place(), logOdds)) {
            if (!segment.isCore(fusion.place()[group])) {
                continue;
            }
            int[] member = fusion.member()[group];
            int lead = timekeeper(member, leads, reliability);
            while (lead >= 0 && raw[lead].isCut(peak(segment, leads[lead], raw[lead], peaks[lead], member[lead]))) {
                member = without(member, lead);
                lead = timekeeper(member, leads, reliability);
            }
            if (lead >= 0) {
                fused.beat(peak(segment, leads[lead], raw[lead], peaks[lead], member[lead]), logOdds[group]);
            }
        }
    }

    private static int[] without(int[] member, int lead) {
        int[] others = member.clone();
        others[lead] = -1;
        return others;
    }

    /** Returns -1 where no lead has it. */
    private static int timekeeper(int[] member, JudgedLead[] leads, double[] reliability) {
        int best = -1;
        double bestValue = 0;
        for (int lead = 0; lead < member.length; lead++) {
            if (member[lead] < 0) {
                continue;
            }
            double value = reliability[lead] + (leads[lead].logOdds()[member[lead]] > 0 ? 1 : 0);
            if (best < 0 || value > bestValue) {
                best = lead;
                bestValue = value;
            }
        }
        return best;
    }

    /**
     * Flutter by the mean of the leads that show anything: a loose one, which moves by its noise alone, does not speak against it. Still where
     * all are; as active as the quietest that moves.
     */
    private static void fuseFrames(Segment segment, Track[] tracks, Track fused) {
        for (int k = first(segment); k < last(segment); k++) {
            int f = fused.frameCount();
            float flutter = 0;
            float activity = Float.MAX_VALUE;
            int moving = 0;
            int awake = 0;
            for (Track track : tracks) {
                boolean shows = track.state(f) == Track.MOVING;
                if (shows || track.state(f) == Track.RESTING) {
                    moving++;
                    activity = Math.min(activity, track.activity(f));
                }
                if (shows) {
                    awake++;
                    flutter += track.flutter(f);
                }
            }
            fused.frame(
                    awake == 0 ? 0 : flutter / awake,
                    moving == 0 ? 0 : activity,
                    moving == 0 ? tracks[0].state(f) : Track.MOVING);
        }
    }
}
