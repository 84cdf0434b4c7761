package io.ecganalyzer.dsp;

/** Finds one of some values by its rank, without sorting them all (Hoare CAR, Algorithm 65: FIND, Commun ACM 4:321-322, 1961). */
public final class OrderStatistic {
    private OrderStatistic() {}

    /**
     * The value that would stand at an index if all were sorted; they are put in another order.
     *
     * @param values none NaN
     */
    public static double smallest(double[] values, int index) {
        int from = 0;
        int to = values.length - 1;
        while (from < to) {
            double pivot = values[index];
            int low = from;
            int high = to;
            while (low <= high) {
                while (values[low] < pivot) {
                    low++;
                }
                while (values[high] > pivot) {
                    high--;
                }
                if (low <= high) {
                    double value = values[low];
                    values[low++] = values[high];
                    values[high--] = value;
                }
            }
            if (high < index) {
                from = low;
            }
            if (index < low) {
                to = high;
            }
        }
        return values[index];
    }
}
