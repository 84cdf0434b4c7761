package io.ecganalyzer.analysis.hrv;

import io.ecganalyzer.analysis.rate.RrIntervals;
import io.ecganalyzer.dsp.CubicSpline;
import io.ecganalyzer.dsp.LombScargle;
import io.ecganalyzer.dsp.Welch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The two spectra of NN intervals. An interval stands at the beat that ends it. Where NN intervals are missing for more than 10 s the
 * series is cut, because nothing tells the rhythm in between; the segments of all pieces are averaged into one spectrum.
 */
final class NnSpectra {
    /** Twice the highest frequency of interest with room to spare; the usual rate (Task Force allows 2 to 4 Hz and more). */
    private static final double RESAMPLED_HZ = 4;

    private static final int FFT_LENGTH = 1024;

    /** 1,024 samples at 4 Hz, within the 5 minutes of a short-term recording; shorter pieces make one shorter segment. */
    private static final double SEGMENT_S = FFT_LENGTH / RESAMPLED_HZ;

    static final double LONGEST_HOLE_S = 10;

    private final double[] endS;
    private final double[] ms;

    /** Index of the first interval of each piece, and the count of all at the end. */
    private final int[] cuts;

    NnSpectra(RrIntervals nn) {
        int n = nn.count();
        endS = new double[n];
        ms = nn.allMs();
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            endS[i] = nn.endS(i);
            if (i == 0 || nn.startS(i) - endS[i - 1] > LONGEST_HOLE_S) {
                starts.add(i);
            }
        }
        starts.add(n);
        cuts = starts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The length of the segments: 256 s, or the longest piece where that is shorter. */
    double segmentS() {
        double longest = 0;
        for (int i = 0; i + 1 < cuts.length; i++) {
            longest = Math.max(longest, endS[cuts[i + 1] - 1] - endS[cuts[i]]);
        }
        return Math.min(SEGMENT_S, longest);
    }

    Spectrum welch() {
        int segment = (int) Math.floor(segmentS() * RESAMPLED_HZ + 1e-9);
        Welch welch = new Welch(RESAMPLED_HZ, segment, FFT_LENGTH);
        for (int i = 0; i + 1 < cuts.length; i++) {
            int from = cuts[i];
            int to = cuts[i + 1];
            int samples = (int) Math.floor((endS[to - 1] - endS[from]) * RESAMPLED_HZ + 1e-9) + 1;
            if (samples >= segment && to - from >= 2) {
                welch.add(new CubicSpline(endS, ms, from, to).grid(endS[from], 1 / RESAMPLED_HZ, samples));
            }
        }
        return new Spectrum(welch.density(), welch.stepHz());
    }

    Spectrum lombScargle() {
        double stepHz = RESAMPLED_HZ / FFT_LENGTH;
        LombScargle periodogram = new LombScargle(stepHz, (int) Math.ceil(Spectrum.HF_TO_HZ / stepHz));
        double segment = segmentS();
        for (int i = 0; i + 1 < cuts.length; i++) {
            double start = endS[cuts[i]];
            double rest = endS[cuts[i + 1] - 1] - start - segment;
            int steps = (int) Math.ceil(2 * rest / segment - 1e-9);
            for (int step = 0; step <= steps && rest >= -1e-9; step++) {
                double from = steps == 0 ? start : start + rest * step / steps;
                int first = atOrAfter(from - 1e-9, cuts[i], cuts[i + 1]);
                int last = atOrAfter(from + segment + 1e-9, cuts[i], cuts[i + 1]);
                periodogram.add(Arrays.copyOfRange(endS, first, last), Arrays.copyOfRange(ms, first, last), segment);
            }
        }
        return new Spectrum(periodogram.density(), stepHz);
    }

    private int atOrAfter(double seconds, int from, int to) {
        int at = Arrays.binarySearch(endS, from, to, seconds);
        return at < 0 ? -at - 1 : at;
    }
}
