package io.ecganalyzer.scaling;

/** Times of arrival, first in first out: a ring of plain numbers, because a day's queue may hold hundreds of thousands. */
final class Waiting {
    private double[] ring = new double[16];
    private int first;
    private int size;

    void add(double at) {
        if (size == ring.length) {
            double[] longer = new double[2 * size];
            for (int i = 0; i < size; i++) {
                longer[i] = ring[(first + i) % size];
            }
            ring = longer;
            first = 0;
        }
        ring[(first + size++) % ring.length] = at;
    }

    double remove() {
        double at = ring[first];
        first = (first + 1) % ring.length;
        size--;
        return at;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }
}
