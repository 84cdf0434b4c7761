package io.ecganalyzer.format;

import io.ecganalyzer.ecg.Lead;
import java.util.Arrays;
import java.util.Set;

/** A lead while its samples arrive, in 16 bits as long as they fit. Missing ones are filled as {@link WfdbRecord#toEcg()} does. */
final class GrowingLead {
    private final WfdbSignal first;
    private short[] compact;
    private int[] wide;
    private int length;
    private int leadingMissing;
    private int last;

    /** @param first a piece of the signal, for what is known of it */
    GrowingLead(WfdbSignal first, int mostSamples) {
        this.first = first;
        this.compact = first.isVoltage() ? new short[mostSamples] : new short[0];
    }

    void add(int[] samples) {
        if (!first.isVoltage()) {
            return;
        }
        for (int sample : samples) {
            if (sample != WfdbSignal.INVALID) {
                if (leadingMissing == length) {
                    fillBeginning(sample);
                }
                last = sample;
            } else if (leadingMissing == length) {
                leadingMissing++;
            }
            put(length++, last);
        }
    }

    private void fillBeginning(int sample) {
        for (int i = 0; i < leadingMissing; i++) {
            put(i, sample);
        }
        // Whatever is missing from now on is not at the beginning.
        leadingMissing = -1;
    }

    private void put(int at, int sample) {
        if (wide == null && (short) sample != sample) {
            wide = new int[compact.length];
            for (int i = 0; i < length; i++) {
                wide[i] = compact[i];
            }
            compact = null;
        }
        if (wide == null) {
            compact[at] = (short) sample;
        } else {
            wide[at] = sample;
        }
    }

    /** Whether it is a voltage with at least one sample that was recorded. */
    boolean isLead() {
        return first.isVoltage() && leadingMissing < 0;
    }

    Lead lead(Set<String> names) {
        String name = WfdbRecord.unused(first.name(), names);
        return wide == null
                ? new Lead(
                        name, compact.length == length ? compact : Arrays.copyOf(compact, length), first.calibration())
                : new Lead(name, wide.length == length ? wide : Arrays.copyOf(wide, length), first.calibration());
    }
}
