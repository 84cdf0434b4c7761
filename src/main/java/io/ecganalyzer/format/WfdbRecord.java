package io.ecganalyzer.format;

import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A record, or a stretch of it, decoded.
 *
 * @param header as it was read; of a multi-segment record the outer one
 * @param signals in the header's order
 * @param warnings what is odd about it in plain words, such as a checksum that does not agree
 */
public record WfdbRecord(WfdbHeader header, List<WfdbSignal> signals, List<String> warnings) {
    // What the API takes, less room for a number.
    private static final int MAX_NAME = 56;

    public WfdbRecord {
        signals = List.copyOf(signals);
        warnings = List.copyOf(warnings);
    }

    /**
     * The record as an ECG for the analyzers.
     *
     * <ul>
     *   <li>Voltages become leads; pressures and the like are left out. Where signals differ in rate, those of the highest are
     *       taken.
     *   <li>A missing sample takes the value of the one before it, at the beginning the first valid one (the WFDB library's
     *       {@code gvpad} mode): a gap becomes a flat stretch, which analyzers recognise. A signal without any is left out.
     *   <li>A name that appears twice gets a number: {@code ECG}, {@code ECG (2)}.
     * </ul>
     *
     * @throws WfdbFormatException where no signal is left, or their rate is not 1 to 100,000 Hz
     */
    public Ecg toEcg() throws WfdbFormatException {
        List<WfdbSignal> voltages = signals.stream()
                .filter(WfdbSignal::isVoltage)
                .filter(s -> s.invalidSamples() < s.samples().length)
                .toList();
        double rate =
                voltages.stream().mapToDouble(WfdbSignal::samplingRateHz).max().orElse(0);
        List<Lead> leads = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (WfdbSignal signal : voltages) {
            if (signal.samplingRateHz() == rate) {
                leads.add(new Lead(unused(signal.name(), names), held(signal.samples()), signal.calibration()));
            }
        }
        if (leads.isEmpty()) {
            throw new WfdbFormatException(header.fileName(), "no signal with samples in volts, so no lead of an ECG");
        }
        return new Ecg(header.ecgRateHz(rate), leads);
    }

    static String unused(String name, Set<String> names) {
        String plain = name.replaceAll("[\\p{Cc}\\p{Cs}]", " ").strip();
        String shown = plain.isEmpty() ? "lead" : plain.length() > MAX_NAME ? plain.substring(0, MAX_NAME) : plain;
        String unused = shown;
        for (int i = 2; !names.add(unused); i++) {
            unused = shown + " (" + i + ")";
        }
        return unused;
    }

    private static int[] held(int[] samples) {
        int first = 0;
        while (samples[first] == WfdbSignal.INVALID) {
            first++;
        }
        int[] held = null;
        int last = samples[first];
        for (int i = 0; i < samples.length; i++) {
            if (samples[i] != WfdbSignal.INVALID) {
                last = samples[i];
            } else {
                held = held == null ? samples.clone() : held;
                held[i] = last;
            }
        }
        return held == null ? samples : held;
    }
}
