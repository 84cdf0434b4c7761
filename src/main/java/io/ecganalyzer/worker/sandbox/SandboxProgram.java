package io.ecganalyzer.worker.sandbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecganalyzer.analysis.AnalyzerChoice;
import io.ecganalyzer.analysis.AnalyzerDefectException;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.InvalidChoiceException;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.store.EncodedLead;
import io.ecganalyzer.store.NewerSignalException;
import io.ecganalyzer.store.StoredAnalysis;
import io.ecganalyzer.store.UnreadableSignalException;
import io.ecganalyzer.worker.AnalysisJson;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;

/** The child: analyzes one ECG after another until its standard input ends, which it does with the node, however that ends. */
public final class SandboxProgram {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AnalyzerRegistry analyzers = AnalyzerRegistry.load();
    private final SynchronousQueue<SandboxRequest> requests = new SynchronousQueue<>();
    private final DataInputStream in;
    private final DataOutputStream out;

    private SandboxProgram(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException, IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // What an analyzer prints is no answer.
        System.setOut(System.err);
        new SandboxProgram(in, out).run();
    }

    /** Reading is a thread's of its own, because the end of the input must be seen while an analyzer does not come back. */
    private void run() throws InterruptedException, IOException {
        Thread reader = new Thread(this::readRequests, "requests");
        reader.setDaemon(true);
        reader.start();
        while (true) {
            answer(requests.take());
        }
    }

    private void readRequests() {
        try {
            while (true) {
                requests.put(Wire.readRequest(in));
            }
        } catch (IOException | InterruptedException ended) {
            Runtime.getRuntime().halt(0);
        }
    }

    private void answer(SandboxRequest request) throws IOException {
        try {
            Wire.writeResults(out, analyses(request));
        } catch (AnalyzerDefectException defect) {
            Wire.writeWord(out, Wire.FAILED, defect.analyzer(), traceOf(defect.getCause()));
        } catch (NewerSignalException newer) {
            Wire.writeWord(out, Wire.NEWER, newer.getMessage());
        } catch (UnreadableSignalException unreadable) {
            Wire.writeWord(out, Wire.UNREADABLE, unreadable.getMessage());
        } catch (InvalidChoiceException impossible) {
            throw new IllegalStateException("the node chose what there is not", impossible);
        }
    }

    private List<StoredAnalysis> analyses(SandboxRequest request)
            throws UnreadableSignalException, InvalidChoiceException, IOException {
        List<AnalyzerChoice> choices = JSON.readValue(request.choicesJson(), new TypeReference<>() {});
        List<Lead> leads = new ArrayList<>();
        for (EncodedLead lead : request.leads()) {
            leads.add(lead.decode());
        }
        return analyzers
                .run(new Ecg(request.samplingRateHz(), leads), analyzers.select(choices), this::starting)
                .stream()
                .filter(analysis -> request.reported().contains(analysis.analyzer()))
                .map(AnalysisJson::of)
                .toList();
    }

    private void starting(String analyzer) {
        try {
            Wire.writeWord(out, Wire.STARTING, analyzer);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String traceOf(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
