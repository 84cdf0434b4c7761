"""Makes hrv.json: beats, and what NumPy, SciPy and NeuroKit2 say of their variability. See README.md beside this file."""

import json
import warnings

import neurokit2 as nk
import numpy as np
from scipy.interpolate import CubicSpline
from scipy.signal import lombscargle, welch

BIN_MS = 1000 / 128


def beats(seconds, rate, seed, mean=0.85):
    """R peaks in samples: respiration at 0.25 Hz, a Mayer wave at 0.1 Hz, a drift and noise."""
    rng = np.random.default_rng(seed)
    t, peaks = 0.4, []
    drift = 0.0
    while t < seconds:
        peaks.append(int(round(t * rate)))
        drift = 0.98 * drift + rng.normal(0, 0.006)
        rr = mean + 0.03 * np.sin(2 * np.pi * 0.25 * t) + 0.025 * np.sin(2 * np.pi * 0.1 * t + 1) + drift
        t += rr + rng.normal(0, 0.008)
    return peaks


def tinn(rr):
    """By the definition: all triangles with corners at bins, the one of least squared difference."""
    bins = np.floor(rr / BIN_MS).astype(int)
    counts = np.bincount(bins).astype(float)
    mode, best = int(np.argmax(counts)), (np.inf, 0)
    places = np.arange(len(counts) + 2)
    counts = np.append(counts, [0, 0])
    for n in range(bins.min() - 1, mode):
        for m in range(mode + 1, bins.max() + 2):
            triangle = np.interp(places, [n, mode, m], [0, counts[mode], 0])
            triangle[(places <= n) | (places >= m)] = 0
            best = min(best, (float(np.sum((counts - triangle) ** 2)), (m - n) * BIN_MS))
    return best[1]


def bands(frequencies, density):
    step = frequencies[1] - frequencies[0]

    def power(low, high):
        inside = (frequencies >= low) & (frequencies < high)
        return float(np.sum(density[inside]) * step)

    vlf, lf, hf = power(0.003, 0.04), power(0.04, 0.15), power(0.15, 0.4)
    return {
        "vlf_ms2": vlf,
        "lf_ms2": lf,
        "hf_ms2": hf,
        "total_ms2": power(0.003, 0.4),
        "lf_hf": lf / hf,
        "lf_normalised_percent": 100 * lf / (lf + hf),
        "hf_normalised_percent": 100 * hf / (lf + hf),
    }


def welch_bands(end, rr):
    grid = end[0] + np.arange(int(np.floor((end[-1] - end[0]) * 4 + 1e-9)) + 1) / 4
    even = CubicSpline(end, rr, bc_type="natural")(grid)
    segment = min(1024, int(np.floor((end[-1] - end[0]) * 4 + 1e-9)))
    rest = len(even) - segment
    steps = int(np.ceil(2 * rest / segment))
    densities = []
    for step in range(steps + 1):
        start = rest * step // steps if steps else 0
        frequencies, density = welch(
            even[start : start + segment], fs=4, window="hann", nperseg=segment, nfft=1024, detrend="linear"
        )
        densities.append(density)
    return bands(frequencies, np.mean(densities, axis=0))


def lomb_bands(end, rr):
    segment = min(256.0, end[-1] - end[0])
    frequencies = np.arange(1, 104) / 256
    rest = end[-1] - end[0] - segment
    steps = int(np.ceil(2 * rest / segment - 1e-9))
    densities = []
    for step in range(steps + 1):
        start = end[0] + (rest * step / steps if steps else 0)
        inside = (end >= start - 1e-9) & (end < start + segment + 1e-9)
        t, x = end[inside], rr[inside]
        x = x - np.polyval(np.polyfit(t, x, 1), t)
        densities.append(2 * lombscargle(t, x, 2 * np.pi * frequencies) * segment / len(t))
    return bands(np.append(0, frequencies), np.append(0, np.mean(densities, axis=0)))


def neurokit(peaks, rate, rr):
    time = nk.hrv_time(peaks, sampling_rate=rate).iloc[0]
    nonlinear = nk.hrv_nonlinear(peaks, sampling_rate=rate).iloc[0]
    entropy, _ = nk.entropy_sample(rr, delay=1, dimension=2, tolerance=0.2 * np.std(rr, ddof=1))
    return {
        "mean_nn_ms": time["HRV_MeanNN"],
        "sdnn_ms": time["HRV_SDNN"],
        "rmssd_ms": time["HRV_RMSSD"],
        "sdsd_ms": time["HRV_SDSD"],
        "pnn50_percent": time["HRV_pNN50"],
        "pnn20_percent": time["HRV_pNN20"],
        "cvnn": time["HRV_CVNN"],
        "triangular_index": time["HRV_HTI"],
        "tinn_ms": time["HRV_TINN"],
        "sd1_ms": nonlinear["HRV_SD1"],
        "sd2_ms": nonlinear["HRV_SD2"],
        "sample_entropy": entropy,
        "dfa_alpha1": nk.fractal_dfa(rr, scale=np.arange(4, 17), overlap=False)[0],
        "dfa_alpha2": nk.fractal_dfa(rr, scale=np.arange(16, 65), overlap=False)[0],
    }


def case(name, seconds, rate, seed):
    peaks = beats(seconds, rate, seed)
    rr = np.diff(peaks) * 1000 / rate
    end = np.array(peaks[1:]) / rate
    return {
        "name": name,
        "sampling_rate_hz": rate,
        "beats": peaks,
        "reference": {"tinn_ms": tinn(rr), "welch": welch_bands(end, rr), "lomb_scargle": lomb_bands(end, rr)},
        "neurokit2": {key: float(value) for key, value in neurokit(peaks, rate, rr).items()},
    }


warnings.simplefilter("ignore")
cases = [
    case("2.5 minutes at 250 Hz", 150, 250, 11),
    case("5 minutes at 500 Hz", 301, 500, 12),
    case("30 minutes at 1000 Hz", 1800, 1000, 13),
]
with open("hrv.json", "w") as file:
    json.dump(cases, file, indent=None)
    file.write("\n")
