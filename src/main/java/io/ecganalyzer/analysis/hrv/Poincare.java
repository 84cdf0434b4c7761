package io.ecganalyzer.analysis.hrv;

import io.ecganalyzer.analysis.rate.RrIntervals;
import java.util.Arrays;

/**
 * The plot of each NN interval over the one before: its width across and its length along the line of identity (Brennan M, Palaniswami
 * M, Kamen P. Do existing measures of Poincaré plot geometry reflect nonlinear features of heart rate variability? IEEE Trans Biomed
 * Eng 48:1342-1347, 2001).
 */
final class Poincare {
    private final double[] across;
    private final double[] along;

    Poincare(RrIntervals nn) {
        double[] differences = new double[nn.count()];
        double[] sums = new double[nn.count()];
        int n = 0;
        for (int i = 1; i < nn.count(); i++) {
            if (nn.adjoins(i)) {
                differences[n] = nn.ms(i) - nn.ms(i - 1);
                sums[n] = nn.ms(i) + nn.ms(i - 1);
                n++;
            }
        }
        across = Arrays.copyOf(differences, n);
        along = Arrays.copyOf(sums, n);
    }

    double sd1Ms() {
        return TimeMeasures.deviation(across) / Math.sqrt(2);
    }

    double sd2Ms() {
        return TimeMeasures.deviation(along) / Math.sqrt(2);
    }
}
