package io.ecganalyzer.analysis.qrs;

import java.util.List;

/** Matches by the rules of bxb: 150 ms, one to one. */
final class Score {
    int beats;
    int hit;
    int falsePositive;

    /** Of the time from a reference beat to what was found for it, in ms: the sum, and that of the squares. */
    private double late;

    private double lateSquared;

    int missed() {
        return beats - hit;
    }

    double errors() {
        return (falsePositive + missed()) / (double) Math.max(1, beats);
    }

    double meanLateMs() {
        return late / Math.max(1, hit);
    }

    double sdLateMs() {
        double mean = meanLateMs();
        return Math.sqrt(Math.max(0, lateSquared / Math.max(1, hit) - mean * mean));
    }

    void add(Score other) {
        beats += other.beats;
        hit += other.hit;
        falsePositive += other.falsePositive;
        late += other.late;
        lateSquared += other.lateSquared;
    }

    static Score of(Recording recording, int[] reference, List<Integer> test) {
        Score score = new Score();
        int window = (int) (0.150 * recording.rateHz());
        int t = 0;
        for (int r = 0; r < reference.length; r++) {
            if (!recording.counts(reference[r])) {
                continue;
            }
            score.beats++;
            while (t < test.size() && test.get(t) < reference[r] - window) {
                score.falsePositive += recording.counts(test.get(t)) ? 1 : 0;
                t++;
            }
            if (t < test.size() && test.get(t) <= reference[r] + window) {
                // The nearer of two: an earlier one that is farther from this beat is a false positive.
                while (t + 1 < test.size()
                        && Math.abs(test.get(t + 1) - reference[r]) < Math.abs(test.get(t) - reference[r])
                        && (r + 1 >= reference.length
                                || Math.abs(test.get(t + 1) - reference[r])
                                        < Math.abs(test.get(t + 1) - reference[r + 1]))) {
                    score.falsePositive++;
                    t++;
                }
                double lateMs = 1000 * (test.get(t) - reference[r]) / recording.rateHz();
                score.late += lateMs;
                score.lateSquared += lateMs * lateMs;
                score.hit++;
                t++;
            }
        }
        for (; t < test.size(); t++) {
            score.falsePositive += recording.counts(test.get(t)) ? 1 : 0;
        }
        return score;
    }

    @Override
    public String toString() {
        return String.format(
                "%7d beats  FN %5d  FP %5d  errors %.3f %%  time error %.1f +- %.1f ms",
                beats, missed(), falsePositive, 100 * errors(), meanLateMs(), sdLateMs());
    }
}
