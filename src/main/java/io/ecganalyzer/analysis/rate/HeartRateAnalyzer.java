package io.ecganalyzer.analysis.rate;

import io.ecganalyzer.analysis.AnalysisException;
import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.Need;
import io.ecganalyzer.analysis.Parameter;
import io.ecganalyzer.ecg.BeatSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Measures the heart rate on the beats of analyzer {@code qrs}. */
public final class HeartRateAnalyzer implements Analyzer {
    private static final Parameter PAUSE =
            Parameter.number("pause_s", "from which length on, in seconds, an RR interval is a pause", 2.0, 0.5, 30);

    private static final AnalyzerInfo INFO = new AnalyzerInfo(
            "heart_rate",
            "1.0.1",
            "Heart rate",
            "RR intervals of the beats that qrs finds, the mean and instantaneous rate, the slowest and fastest eight intervals in a"
                    + " row, and pauses. RR intervals that are not from normal beat to normal beat are flagged by a published rule"
                    + " (Malik 1989, Tarvainen 2014, Lipponen and Tarvainen 2019).",
            Set.of(Need.SAMPLING_RATE),
            List.of(Beats.ANALYZER),
            List.of(EctopicRule.PARAMETER, PAUSE),
            HeartRate.class);

    @Override
    public AnalyzerInfo info() {
        return INFO;
    }

    @Override
    public HeartRate analyze(AnalysisInput input) throws AnalysisException {
        BeatSeries beats = Beats.of(input);
        RrIntervals intervals =
                RrIntervals.of(beats, input.ecg().samplingRateHz().orElseThrow());
        if (intervals.count() == 0) {
            throw new AnalysisException("no two beats without an unreadable stretch between them");
        }
        EctopicRule rule = EctopicRule.in(input.parameters());
        double pauseS = (Double) input.parameters().get(PAUSE.name());
        return measure(beats.beats().size(), intervals, rule, pauseS);
    }

    static HeartRate measure(int numberOfBeats, RrIntervals intervals, EctopicRule rule, double pauseS) {
        RrKind[] kinds = rule.classify(intervals);
        RrIntervals normal = EctopicRule.normal(intervals, kinds);
        double meanRrMs = 1000 * intervals.totalS() / intervals.count();
        EightIntervals eight = EightIntervals.of(intervals);
        return new HeartRate(
                numberOfBeats,
                intervals.count(),
                normal.count(),
                meanRrMs,
                60_000 / meanRrMs,
                normal.count() == 0 ? null : (Double) (1000 * normal.totalS() / normal.count()),
                eight.slowestPerMin(),
                eight.slowestAtS(),
                eight.fastestPerMin(),
                eight.fastestAtS(),
                pauses(intervals, pauseS),
                columns(intervals, kinds));
    }

    private static HeartRate.Pauses pauses(RrIntervals intervals, double pauseS) {
        List<HeartRate.Pause> first = new ArrayList<>();
        int count = 0;
        double longest = 0;
        for (int i = 0; i < intervals.count(); i++) {
            double seconds = intervals.samples(i) / intervals.samplingRateHz();
            if (seconds >= pauseS) {
                count++;
                longest = Math.max(longest, seconds);
                if (first.size() < HeartRate.Pauses.MOST_LISTED) {
                    first.add(new HeartRate.Pause(intervals.startS(i), seconds));
                }
            }
        }
        return new HeartRate.Pauses(count, count == 0 ? null : (Double) longest, first);
    }

    private static HeartRate.Intervals columns(RrIntervals intervals, RrKind[] kinds) {
        int n = intervals.count();
        Double[] startS = new Double[n];
        Double[] rrMs = new Double[n];
        Double[] perMin = new Double[n];
        String[] kind = new String[n];
        for (int i = 0; i < n; i++) {
            startS[i] = Math.rint(intervals.startS(i) * 1e6) / 1e6;
            rrMs[i] = Math.rint(intervals.ms(i) * 1e3) / 1e3;
            perMin[i] = Math.rint(60_000 / intervals.ms(i) * 1e3) / 1e3;
            kind[i] = kinds[i].name().toLowerCase(Locale.ROOT);
        }
        return new HeartRate.Intervals(List.of(startS), List.of(rrMs), List.of(perMin), List.of(kind));
    }
}
