package io.ecganalyzer.analysis.qrs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tracks of all leads.
 *
 * @param fused of all leads together; left empty where there is one lead only
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Tracks(Track fused, Track[] leads) {
    /** Two sightings of one beat at a seam are closer than this. */
    private static final double APART_SECONDS = 0.15;

    /** Tracks that take one segment after the other. */
    static Tracks joining(int leads, double samplingRateHz) {
        return of(leads, (long) (APART_SECONDS * samplingRateHz));
    }

    /** Tracks of a single segment: which of two beats at a seam is left out is only known to those that join. */
    static Tracks unjoined(int leads) {
        return of(leads, Long.MIN_VALUE);
    }

    private static Tracks of(int leads, long apart) {
        Track[] tracks = new Track[leads];
        for (int lead = 0; lead < leads; lead++) {
            tracks[lead] = new Track(apart);
        }
        return new Tracks(new Track(apart), tracks);
    }

    /** Adds what a later segment left behind. */
    void append(Tracks later) {
        fused.append(later.fused);
        for (int lead = 0; lead < leads.length; lead++) {
            leads[lead].append(later.leads[lead]);
        }
    }

    /** Those of all leads together first. */
    List<Detection> detections(double samplingRateHz, long length) {
        List<Detection> detections = new ArrayList<>();
        detections.add(Detection.of(leads.length == 1 ? leads[0] : fused, samplingRateHz, length));
        for (Track track : leads) {
            detections.add(Detection.of(track, samplingRateHz, length));
        }
        return detections;
    }

    /** 9 bytes for each half second and 8 for each beat, of each track. */
    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            fused.write(out);
            for (Track track : leads) {
                track.write(out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The tracks of a segment with that many leads. */
    static Tracks ofBytes(byte[] bytes, int leads) {
        Tracks tracks = unjoined(leads);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            tracks.fused.read(in);
            for (Track track : tracks.leads) {
                track.read(in);
            }
        } catch (IOException notOurs) {
            throw new UncheckedIOException("a segment cannot be read", notOurs);
        }
        return tracks;
    }
}
