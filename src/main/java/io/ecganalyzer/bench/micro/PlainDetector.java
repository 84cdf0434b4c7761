package io.ecganalyzer.bench.micro;

import java.util.Arrays;

/**
 * A textbook detector to set times against: squared slope, averaged over 150 ms, above a threshold that follows its peaks (after Pan J,
 * Tompkins WJ, IEEE Trans Biomed Eng 32:230-236, 1985). It judges nothing, and finds beats in noise.
 */
final class PlainDetector {
    private final int slope;
    private final int average;
    private final int refractory;

    PlainDetector(double samplingRateHz) {
        slope = (int) Math.round(0.02 * samplingRateHz);
        average = (int) Math.round(0.15 * samplingRateHz);
        refractory = (int) Math.round(0.25 * samplingRateHz);
    }

    int[] beats(int[] samples) {
        double[] energy = new double[samples.length];
        double sum = 0;
        for (int i = slope; i < samples.length; i++) {
            sum += square(samples, i) - (i - average >= slope ? square(samples, i - average) : 0);
            energy[i] = sum / average;
        }
        int[] beats = new int[samples.length / refractory + 1];
        int count = 0;
        double usual = 0;
        for (int i = 1; i + 1 < energy.length; i++) {
            boolean peak = energy[i] > energy[i - 1] && energy[i] >= energy[i + 1];
            boolean free = count == 0 || i - beats[count - 1] >= refractory;
            if (peak && free && energy[i] > usual / 3) {
                beats[count++] = i;
                usual += (energy[i] - usual) / 8;
            }
        }
        return Arrays.copyOf(beats, count);
    }

    private double square(int[] samples, int i) {
        double difference = (double) samples[i] - samples[i - slope];
        return difference * difference;
    }
}
