package io.ecganalyzer.worker.sandbox;

import io.ecganalyzer.ecg.Calibration;
import io.ecganalyzer.store.EncodedLead;
import io.ecganalyzer.store.StoredAnalysis;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What node and child say to each other over the child's standard input and output. Numbers are big-endian, a text or an array of bytes
 * is preceded by its length.
 *
 * <pre>
 *   node:   request                                        child:   STARTING analyzer, any number of times
 *                                                                   then RESULTS, FAILED, UNREADABLE or NEWER
 * </pre>
 */
final class Wire {
    static final byte STARTING = 'S';
    static final byte RESULTS = 'R';
    static final byte FAILED = 'F';
    static final byte UNREADABLE = 'U';

    /** Unreadable to this program, and not to a newer one. */
    static final byte NEWER = 'N';

    /** Far more than any result; what claims to be longer is no answer of ours. */
    private static final int LONGEST = 256 << 20;

    private Wire() {}

    static void writeRequest(DataOutputStream out, SandboxRequest request) throws IOException {
        writeText(out, request.choicesJson());
        writeText(out, String.join(",", request.reported()));
        out.writeDouble(request.samplingRateHz().orElse(Double.NaN));
        out.writeInt(request.leads().size());
        for (EncodedLead lead : request.leads()) {
            writeText(out, lead.name());
            out.writeInt(lead.numberOfSamples());
            out.writeBoolean(lead.calibration().isPresent());
            if (lead.calibration().isPresent()) {
                out.writeDouble(lead.calibration().get().gain());
                out.writeInt(lead.calibration().get().baseline());
            }
            writeBytes(out, lead.signal());
        }
        out.flush();
    }

    static SandboxRequest readRequest(DataInputStream in) throws IOException {
        String choices = readText(in);
        List<String> reported = List.of(readText(in).split(",", -1));
        double rate = in.readDouble();
        int count = in.readInt();
        List<EncodedLead> leads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = readText(in);
            int samples = in.readInt();
            Optional<Calibration> calibration =
                    in.readBoolean() ? Optional.of(new Calibration(in.readDouble(), in.readInt())) : Optional.empty();
            leads.add(new EncodedLead(name, samples, calibration, readBytes(in)));
        }
        OptionalDouble samplingRate = Double.isNaN(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
        return new SandboxRequest(choices, reported, samplingRate, leads);
    }

    static void writeResults(DataOutputStream out, List<StoredAnalysis> analyses) throws IOException {
        out.writeByte(RESULTS);
        out.writeInt(analyses.size());
        for (StoredAnalysis analysis : analyses) {
            writeText(out, analysis.analyzer());
            writeText(out, analysis.version());
            writeText(out, analysis.parametersJson());
            out.writeBoolean(analysis.resultJson().isPresent());
            writeText(out, analysis.resultJson().or(analysis::skipped).orElseThrow());
            out.writeLong(analysis.durationNanos());
        }
        out.flush();
    }

    static List<StoredAnalysis> readResults(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<StoredAnalysis> analyses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String analyzer = readText(in);
            String version = readText(in);
            String parameters = readText(in);
            boolean measured = in.readBoolean();
            Optional<String> text = Optional.of(readText(in));
            analyses.add(new StoredAnalysis(
                    analyzer,
                    version,
                    parameters,
                    text.filter(any -> measured),
                    text.filter(any -> !measured),
                    in.readLong()));
        }
        return analyses;
    }

    static void writeWord(DataOutputStream out, byte word, String... texts) throws IOException {
        out.writeByte(word);
        for (String text : texts) {
            writeText(out, text);
        }
        out.flush();
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
