package io.ecganalyzer.analysis.hrv;

import io.ecganalyzer.analysis.rate.RrIntervals;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Measures everything that a series of NN intervals is long enough for. */
final class HrvMeasurement {
    /*
     * The lengths of the sources are those of recordings. What is held against them is the sum of the NN intervals, which is less: the
     * first and the last beat do not stand at the ends. So a twentieth less is enough, of the short strip for RMSSD a fifth.
     */

    /**
     * 10 s: RMSSD of 10 s agrees with that of 5 minutes, SDNN needs longer (Munoz ML et al. Validity of (ultra-)short recordings for
     * heart rate variability measurements. PLoS One 10:e0138921, 2015).
     */
    private static final double DIFFERENCES_S = 8;

    /** One difference has no deviation. */
    private static final int LEAST_PAIRS = 2;

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
        Optional<String> hf = lacking(spectra, HF_S, HF_SEGMENT_S);
        Optional<String> lf = lacking(spectra, LF_S, LF_SEGMENT_S);
        Optional<String> vlf = lacking(spectra, VLF_S, VLF_SEGMENT_S);
        Spectrum spectrum = hf.isPresent() ? null : lombScargle ? spectra.lombScargle() : spectra.welch();
        return new Hrv.FrequencyDomain(
                needs.measure(method + ".vlf_ms2", vlf, () -> spectrum.vlf()),
                needs.measure(method + ".lf_ms2", lf, () -> spectrum.lf()),
                needs.measure(method + ".hf_ms2", hf, () -> spectrum.hf()),
                needs.measure(method + ".total_ms2", vlf, () -> spectrum.total()),
                needs.measure(method + ".lf_hf", lf, () -> spectrum.lf() / spectrum.hf()),
                needs.measure(
                        method + ".lf_normalised_percent",
                        lf,
                        () -> 100 * spectrum.lf() / (spectrum.lf() + spectrum.hf())),
                needs.measure(
                        method + ".hf_normalised_percent",
                        lf,
                        () -> 100 * spectrum.hf() / (spectrum.lf() + spectrum.hf())));
    }

    private Hrv.Nonlinear nonlinear() {
        FluctuationAnalysis fluctuations = new FluctuationAnalysis(time.nn());
        return new Hrv.Nonlinear(
                difference("nonlinear.sd1_ms", () -> new Poincare(nn).sd1Ms()),
                spread("nonlinear.sd2_ms", () -> new Poincare(nn).sd2Ms()),
                needs.measure(
                        "nonlinear.sample_entropy",
                        lackingIntervals(ENTROPY_INTERVALS, SampleEntropy.MOST_INTERVALS),
                        () -> new SampleEntropy(nn, 0.2 * time.sdnnMs() * nn.samplingRateHz() / 1000).value()),
                needs.measure(
                        "nonlinear.dfa_alpha1",
                        lackingIntervals(BOXES * 16, Integer.MAX_VALUE),
                        () -> fluctuations.exponent(4, 16)),
                needs.measure(
                        "nonlinear.dfa_alpha2",
                        lackingIntervals(BOXES * 64, Integer.MAX_VALUE),
                        () -> fluctuations.exponent(16, 64)));
    }

    private Double difference(String name, DoubleSupplier measure) {
        Optional<String> pairs = time.differences() >= LEAST_PAIRS
                ? Optional.empty()
                : Optional.of("needs " + LEAST_PAIRS + " pairs of successive NN intervals, and there are "
                        + time.differences());
        return needs.measure(name, lacking(DIFFERENCES_S).or(() -> pairs), measure);
    }

    private Double spread(String name, DoubleSupplier measure) {
        return needs.measure(name, lacking(SPREAD_S), measure);
    }

    private Double geometric(String name, DoubleSupplier measure) {
        return needs.measure(name, lacking(HISTOGRAM_S), measure);
    }

    private Optional<String> lacking(double neededS) {
        return durationS >= neededS
                ? Optional.empty()
                : Optional.of(
                        "needs " + whole(neededS) + " s of NN intervals, and there are " + below(durationS) + " s");
    }

    private Optional<String> lacking(NnSpectra spectra, double neededS, double segmentS) {
        Optional<String> segment = spectra.segmentS() >= segmentS
                ? Optional.empty()
                : Optional.of("needs " + whole(segmentS) + " s in which NN intervals are missing for no more than "
                        + whole(NnSpectra.LONGEST_HOLE_S) + " s at a time, and the longest such stretch has "
                        + below(spectra.segmentS()) + " s");
        return lacking(neededS).or(() -> segment);
    }

    private Optional<String> lackingIntervals(int least, int most) {
        String needed = most == Integer.MAX_VALUE
                ? whole(least) + " NN intervals"
                : whole(least) + " to " + whole(most) + " NN intervals";
        return nn.count() >= least && nn.count() <= most
                ? Optional.empty()
                : Optional.of("needs " + needed + ", and there are " + whole(nn.count()));
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    /** To a tenth, never rounded up to what is needed. */
    private static String below(double seconds) {
        return String.format(Locale.ROOT, "%,.1f", Math.floor(10 * seconds) / 10);
    }
}
