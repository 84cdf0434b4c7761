package io.ecganalyzer.analysis.quality;

import java.util.ArrayList;
import java.util.List;

/** What the measures of a window amount to. The bounds were set on clean and noisy recordings: docs/accuracy-quality.md. */
final class Verdicts {
    static final String USABLE = "usable";
    static final String DOUBTFUL = "doubtful";
    static final String UNUSABLE = "unusable";

    /** A clean ECG has more of its power from 5 to 40 Hz below 15 Hz; wide complexes have nearly all. */
    private static final double LEAST_QRS_BAND = 0.3;

    /** From here on a simple detector has lost sight of the beats. */
    private static final double DISAGREEMENT = 0.15;

    private static final double NEVER = Double.POSITIVE_INFINITY;

    /** So many doubts together are none any more. */
    private static final int MANY = 4;

    private Verdicts() {}

    static SignalQuality.Window window(double startS, double durationS, Measures m, boolean off) {
        List<String> reasons = new ArrayList<>();
        int worst = 0;
        worst = Math.max(worst, judge(reasons, "off", off ? 1 : 0, 2, 0.5));
        worst = Math.max(worst, judge(reasons, "flat", m.flat, 0.05, 0.5));
        worst = Math.max(worst, judge(reasons, "saturated", m.saturated, 0.005, 0.1));
        // A baseline that moves and beats that are all seen are no reason to give a lead up.
        boolean seen = m.detectorAgreement != null && m.detectorAgreement > 1 - DISAGREEMENT;
        int moves = judge(reasons, "baseline_wander", m.baselineWander, 0.25, seen ? NEVER : 1.5);
        moves = Math.max(moves, judge(reasons, "motion", m.motion, 0.5, seen ? NEVER : 2));
        worst = Math.max(worst, moves);
        worst = Math.max(worst, judge(reasons, "mains_hum", m.mainsHum, 0.1, 0.5));
        worst = Math.max(worst, judge(reasons, "muscle_noise", m.muscleNoise, 0.05, 0.15));
        if (m.detectorAgreement != null) {
            worst = Math.max(worst, judge(reasons, "detectors_disagree", 1 - m.detectorAgreement, DISAGREEMENT, 0.35));
        }
        if (m.qrsBand != null) {
            worst = Math.max(worst, judge(reasons, "spectrum", 1 - m.qrsBand, 1 - LEAST_QRS_BAND, NEVER));
        }
        if (reasons.size() >= MANY) {
            worst = 2;
        }
        String verdict = worst == 0 ? USABLE : worst == 1 ? DOUBTFUL : UNUSABLE;
        return new SignalQuality.Window(
                startS,
                durationS,
                verdict,
                reasons,
                m.flat,
                m.saturated,
                m.baselineWander,
                m.motion,
                m.muscleNoise,
                m.mainsHz,
                m.mainsHum,
                m.kurtosis,
                m.qrsBand,
                m.aboveBaseline,
                m.detectorAgreement);
    }

    /** 0 below the first bound, 1 from there on, 2 from the second on. */
    private static int judge(List<String> reasons, String reason, double measure, double doubtful, double unusable) {
        if (measure >= unusable) {
            reasons.add(reason);
            return 2;
        }
        if (measure >= doubtful) {
            reasons.add(reason);
            return 1;
        }
        return 0;
    }

    /** Of a lead without windows, which is too short, nothing can be used. */
    static SignalQuality.OfLead ofLead(String name, double qrsHeight, List<SignalQuality.Window> windows) {
        double usable = share(windows, USABLE);
        double unusable = windows.isEmpty() ? 1 : share(windows, UNUSABLE);
        String verdict = usable >= 0.8 ? USABLE : unusable > 0.5 ? UNUSABLE : DOUBTFUL;
        return new SignalQuality.OfLead(name, verdict, usable, share(windows, DOUBTFUL), unusable, qrsHeight, windows);
    }

    private static double share(List<SignalQuality.Window> windows, String verdict) {
        long count = windows.stream().filter(w -> w.verdict().equals(verdict)).count();
        return (double) count / Math.max(1, windows.size());
    }

    /** As in {@link SignalQuality.Window}. */
    record Measures(
            double flat,
            double saturated,
            double baselineWander,
            double motion,
            double muscleNoise,
            Integer mainsHz,
            double mainsHum,
            Double kurtosis,
            Double qrsBand,
            Double aboveBaseline,
            Double detectorAgreement) {}
}
