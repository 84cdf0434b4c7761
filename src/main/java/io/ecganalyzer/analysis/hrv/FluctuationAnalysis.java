package io.ecganalyzer.analysis.hrv;

/**
 * Detrended fluctuation analysis (Peng CK, Havlin S, Stanley HE, Goldberger AL. Quantification of scaling exponents and crossover
 * phenomena in nonstationary heartbeat time series. Chaos 5:82-87, 1995): the running sum of the deviations from the mean is cut into
 * boxes of n intervals, each box's line of least squares is taken away, and F(n) is the root mean square of what is left.
 */
final class FluctuationAnalysis {
    private final double[] sums;

    FluctuationAnalysis(double[] nnMs) {
        double mean = TimeMeasures.mean(nnMs);
        sums = new double[nnMs.length];
        double sum = 0;
        for (int i = 0; i < nnMs.length; i++) {
            sum += nnMs[i] - mean;
            sums[i] = sum;
        }
    }

    /** The slope of log F(n) over log n for every n from shortest to longest. */
    double exponent(int shortest, int longest) {
        int sizes = longest - shortest + 1;
        double[] x = new double[sizes];
        double[] y = new double[sizes];
        for (int i = 0; i < sizes; i++) {
            x[i] = Math.log(shortest + i);
            y[i] = Math.log(fluctuation(shortest + i));
        }
        double meanX = TimeMeasures.mean(x);
        double meanY = TimeMeasures.mean(y);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < sizes; i++) {
            products += (x[i] - meanX) * (y[i] - meanY);
            squares += (x[i] - meanX) * (x[i] - meanX);
        }
        return products / squares;
    }

    private double fluctuation(int size) {
        int boxes = sums.length / size;
        double middle = (size - 1) / 2.0;
        double squaresOfPlaces = size * ((double) size * size - 1) / 12;
        double rest = 0;
        for (int box = 0; box < boxes; box++) {
            int from = box * size;
            double level = sums[from];
            double sum = 0;
            double squares = 0;
            double products = 0;
            for (int i = 0; i < size; i++) {
                double y = sums[from + i] - level;
                sum += y;
                squares += y * y;
                products += (i - middle) * y;
            }
            // The squares that the line leaves: Syy - Sxy² / Sxx, about the box's own level to keep the digits.
            rest += Math.max(0, squares - sum * sum / size - products * products / squaresOfPlaces);
        }
        return Math.sqrt(rest / (boxes * size));
    }
}
