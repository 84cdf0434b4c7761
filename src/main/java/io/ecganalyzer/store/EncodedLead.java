package io.ecganalyzer.store;

import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.ecg.Lead;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A lead as the database holds it. Between {@link #encode} and {@link #decode} lies the only work of this room that takes
 * processor time, so that the caller can do it on a worker thread.
 *
 * @param signal {@link SampleCodec}'s form of the samples; handed over, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a signal can be megabytes; identity equality is never used
public record EncodedLead(String name, int numberOfSamples, Optional<Calibration> calibration, byte[] signal) {
    public EncodedLead {
        Objects.requireNonNull(name);
        Objects.requireNonNull(calibration);
        Objects.requireNonNull(signal);
    }

    /** Encodes one lead. Takes processor time in proportion to its length. */
    public static EncodedLead encode(Lead lead) {
        return new EncodedLead(lead.name(), lead.length(), lead.calibration(), SampleCodec.encode(lead));
    }

    /** Encodes leads in their order. Takes processor time: 60,000 samples well under 1 ms, a body at the limit a tenth of a second. */
    public static List<EncodedLead> encodeAll(List<Lead> leads) {
        return leads.stream().map(EncodedLead::encode).toList();
    }

    /** The lead with its samples. Takes processor time in proportion to its length. */
    public Lead decode() throws UnreadableSignalException {
        return SampleCodec.decode(name, signal, numberOfSamples, calibration);
    }
}
