package io.ecganalyzer.bench.micro;

import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.format.WfdbRecordReader;
import io.ecganalyzer.synthetic.DynamicalModel;
import io.ecganalyzer.synthetic.DynamicalModelSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** ECGs to time analyzers with: of the dynamical model, so that they are the same everywhere, or a record of mitdb. */
public enum Recording {
    /** Half an hour at 360 Hz, two leads, as the records of mitdb. */
    HALF_HOUR_OF_2_LEADS(360, 1800, 2, Integer.MAX_VALUE),
    /** A resting ECG: 5,000 samples at 500 Hz. */
    RESTING_12_LEADS(500, 10, 12, 5_000),
    /** 500 samples at 500 Hz. */
    SECOND_OF_1_LEAD(500, 2, 1, 500),
    /** Record 101 of mitdb, in the folder that ECG_DATA names: its second lead is noisy, which takes longer. */
    MITDB_101(360, 0, 2, Integer.MAX_VALUE);

    private final double samplingRateHz;
    private final double seconds;
    private final int leads;
    private final int samples;

    Recording(double samplingRateHz, double seconds, int leads, int samples) {
        this.samplingRateHz = samplingRateHz;
        this.seconds = seconds;
        this.leads = leads;
        this.samples = samples;
    }

    Ecg make() throws IOException {
        Ecg whole = seconds == 0 ? mitdb() : model();
        List<Lead> cut = whole.leads().stream()
                .limit(leads)
                .map(lead -> new Lead(lead.name(), cut(lead.samples()), lead.calibration()))
                .toList();
        return new Ecg(whole.samplingRateHz(), cut);
    }

    private int[] cut(int[] lead) {
        return lead.length <= samples ? lead : Arrays.copyOf(lead, samples);
    }

    private Ecg model() {
        DynamicalModelSettings settings = DynamicalModelSettings.PAPER.at(72, 3).of(samplingRateHz, seconds);
        return DynamicalModel.record(settings).ecg();
    }

    private static Ecg mitdb() throws IOException {
        String folder = System.getenv("ECG_DATA");
        if (folder == null) {
            throw new IOException("ECG_DATA does not name the folder of the recordings");
        }
        return WfdbRecordReader.read(Path.of(folder, "mitdb", "101")).toEcg();
    }
}
