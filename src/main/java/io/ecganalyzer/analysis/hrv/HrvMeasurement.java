package io.ecganalyzer.analysis.hrv;

import io.ecganalyzer.analysis.rate.RrIntervals;
import java.util.function.DoubleSupplier;

/** Measures everything that a series of NN intervals is long enough for. */
final class HrvMeasurement {
    /*
     * The lengths are those of recordings: the intervals between the first and the last beat, less what the ectopic rule left out, are
     * held against a little less.
     */

    /**
     * 10 s: RMSSD of 10 s agrees with that of 5 minutes, SDNN needs longer (Munoz ML et al. Validity of (ultra-)short recordings for
     * heart rate variability measurements. PLoS One 10:e0138921, 2015).
     */
    private static final double DIFFERENCES_S = 8;

    /** 1 minute: Shaffer F, Ginsberg JP. An overview of heart rate variability metrics and norms. Front Public Health 5:258, 2017. */
    private static final double SPREAD_S = 57;

    /** 20 minutes, preferably a day: Task Force, "Geometrical methods". */
    private static final double HISTOGRAM_S = 19 * 60;

    /** 1 minute for HF, 2 for LF, and the standard of all is 5: Task Force, "Short-term recordings". */
    private static final double HF_S = 57;

    private static final double LF_S = 114;
    private static final double VLF_S = 285;

    /** What the longest stretch without a hole must hold of it, in the same order. */
    private static final double HF_SEGMENT_S = 50;

    private static final double LF_SEGMENT_S = 100;
    private static final double VLF_SEGMENT_S = 240;

    /** Richman and Moorman 2000: between 10^m and 20^m. */
    private static final int ENTROPY_INTERVALS = 100;

    /** No box above a quarter of the series (Kantelhardt JW et al. Physica A 295:441-454, 2001). */
    private static final int BOXES = 4;

    private final RrIntervals nn;
    private final double durationS;
    private final TimeMeasures time;
    private final Needs needs = new Needs();

    HrvMeasurement(RrIntervals nn) {
        this.nn = nn;
        durationS = nn.totalS();
        time = new TimeMeasures(nn);
    }

    Hrv measure(int leftOut) {
        Hrv.TimeDomain timeDomain = timeDomain();
        NnSpectra spectra = new NnSpectra(nn);
        Hrv.FrequencyDomain welch = frequencyDomain("welch", spectra, false);
        Hrv.FrequencyDomain lombScargle = frequencyDomain("lomb_scargle", spectra, true);
        Hrv.Nonlinear nonlinear = nonlinear();
        return new Hrv(nn.count(), leftOut, durationS, timeDomain, welch, lombScargle, nonlinear, needs.missing());
    }

    private Hrv.TimeDomain timeDomain() {
        NnHistogram histogram = new NnHistogram(time.nn());
        return new Hrv.TimeDomain(
                time.meanMs(),
                spread("time.sdnn_ms", time::sdnnMs),
                difference("time.rmssd_ms", time::rmssdMs),
                difference("time.sdsd_ms", time::sdsdMs),
                spread("time.pnn50_percent", () -> time.pnnPercent(50)),
                spread("time.pnn20_percent", () -> time.pnnPercent(20)),
                spread("time.cvnn", time::cvnn),
                geometric("time.triangular_index", histogram::triangularIndex),
                geometric("time.tinn_ms", histogram::tinnMs));
    }

    private Hrv.FrequencyDomain frequencyDomain(String method, NnSpectra spectra, boolean lombScargle) {
        double segmentS = spectra.segmentS();
        boolean hf = durationS >= HF_S && segmentS >= HF_SEGMENT_S;
        boolean lf = durationS >= LF_S && segmentS >= LF_SEGMENT_S;
        boolean vlf = durationS >= VLF_S && segmentS >= VLF_SEGMENT_S;
        Spectrum spectrum = !hf ? null : lombScargle ? spectra.lombScargle() : spectra.welch();
        String hfNeeds = "needs a recording of 1 minute, nearly all of it NN intervals";
        String lfNeeds = "needs a recording of 2 minutes, nearly all of it NN intervals";
        String vlfNeeds = "needs a recording of 5 minutes, nearly all of it NN intervals";
        return new Hrv.FrequencyDomain(
                needs.measure(method + ".vlf_ms2", vlf, vlfNeeds, () -> spectrum.vlf()),
                needs.measure(method + ".lf_ms2", lf, lfNeeds, () -> spectrum.lf()),
                needs.measure(method + ".hf_ms2", hf, hfNeeds, () -> spectrum.hf()),
                needs.measure(method + ".total_ms2", vlf, vlfNeeds, () -> spectrum.total()),
                needs.measure(method + ".lf_hf", lf, lfNeeds, () -> spectrum.lf() / spectrum.hf()),
                needs.measure(
                        method + ".lf_normalised_percent",
                        lf,
                        lfNeeds,
                        () -> 100 * spectrum.lf() / (spectrum.lf() + spectrum.hf())),
                needs.measure(
                        method + ".hf_normalised_percent",
                        lf,
                        lfNeeds,
                        () -> 100 * spectrum.hf() / (spectrum.lf() + spectrum.hf())));
    }

    private Hrv.Nonlinear nonlinear() {
        FluctuationAnalysis fluctuations = new FluctuationAnalysis(time.nn());
        boolean entropy = nn.count() >= ENTROPY_INTERVALS && nn.count() <= SampleEntropy.MOST_INTERVALS;
        return new Hrv.Nonlinear(
                difference("nonlinear.sd1_ms", () -> new Poincare(nn).sd1Ms()),
                spread("nonlinear.sd2_ms", () -> new Poincare(nn).sd2Ms()),
                needs.measure(
                        "nonlinear.sample_entropy",
                        entropy,
                        "needs 100 to 200,000 NN intervals",
                        () -> new SampleEntropy(nn, 0.2 * time.sdnnMs() * nn.samplingRateHz() / 1000).value()),
                needs.measure(
                        "nonlinear.dfa_alpha1",
                        nn.count() >= BOXES * 16,
                        "needs 64 NN intervals",
                        () -> fluctuations.exponent(4, 16)),
                needs.measure(
                        "nonlinear.dfa_alpha2",
                        nn.count() >= BOXES * 64,
                        "needs 256 NN intervals",
                        () -> fluctuations.exponent(16, 64)));
    }

    private Double difference(String name, DoubleSupplier measure) {
        boolean met = durationS >= DIFFERENCES_S && time.differences() >= 2;
        return needs.measure(
                name, met, "needs a recording of 10 s, with two pairs of successive NN intervals", measure);
    }

    private Double spread(String name, DoubleSupplier measure) {
        return needs.measure(name, durationS >= SPREAD_S, "needs a recording of 1 minute", measure);
    }

    private Double geometric(String name, DoubleSupplier measure) {
        return needs.measure(name, durationS >= HISTOGRAM_S, "needs a recording of 20 minutes", measure);
    }
}
