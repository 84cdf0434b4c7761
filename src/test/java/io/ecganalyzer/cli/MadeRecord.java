package io.ecganalyzer.cli;

import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.format.WfdbAnnotation;
import io.ecganalyzer.format.WfdbAnnotationType;
import io.ecganalyzer.format.WfdbAnnotations;
import io.ecganalyzer.synthetic.DynamicalModel;
import io.ecganalyzer.synthetic.DynamicalModelSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A record of a made ECG in format 16, with its known beats as reference. */
record MadeRecord(Path path, DynamicalModel.Recording recording) {
    static MadeRecord in(Path folder, String name, double seconds, long seed) throws IOException {
        DynamicalModel.Recording recording =
                DynamicalModel.record(new DynamicalModelSettings(250, seconds, 70, 2, 0.5, 0.01, seed));
        List<Lead> leads = recording.ecg().leads().subList(0, 2);
        int samples = leads.get(0).samples().length;
        StringBuilder header = new StringBuilder(name + " 2 250 " + samples + "\n");
        ByteBuffer signal = ByteBuffer.allocate(samples * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (Lead lead : leads) {
            header.append(name + ".dat 16 1000(0)/mV 16 0 " + lead.samples()[0] + " 0 0 " + lead.name() + "\n");
        }
        for (int i = 0; i < samples; i++) {
            for (Lead lead : leads) {
                signal.putShort((short) lead.samples()[i]);
            }
        }
        List<WfdbAnnotation> beats = new ArrayList<>();
        for (int beat : recording.beatSamples()) {
            beats.add(new WfdbAnnotation(beat, WfdbAnnotationType.NORMAL));
        }
        Files.writeString(folder.resolve(name + ".hea"), header);
        Files.write(folder.resolve(name + ".dat"), signal.array());
        new WfdbAnnotations(beats).write(folder.resolve(name + ".atr"));
        return new MadeRecord(folder.resolve(name), recording);
    }

    int beats() {
        return recording.beatSeconds().length;
    }
}
